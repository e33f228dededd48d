// Makes src/schema.ts of the server's own description of the API: node generate.mjs [--check] [file or address].
// The client itself adds what belongs to every call: the base path, the tenant and idempotency keys. So they are left out here.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const BASE = '/api/v1';
const EVERYWHERE = new Set(['X-Tenant', 'X-Publishable-Key']);

const check = process.argv.includes('--check');
const from = process.argv.slice(2).find(argument => argument !== '--check') ?? 'http://localhost:8080/openapi/v1.json';
const document = JSON.parse(from.startsWith('http') ? await (await fetch(from)).text() : await readFile(from, 'utf8'));

const paths = {};
for (const [path, item] of Object.entries(document.paths)) {
  if (!path.startsWith(BASE)) continue;
  paths[path.slice(BASE.length)] = item;
  for (const operation of Object.values(item)) {
    operation.parameters = (operation.parameters ?? []).filter(parameter => !EVERYWHERE.has(parameter.name));
    for (const parameter of operation.parameters) if (parameter.name === 'Idempotency-Key') parameter.required = false;
    // Errors are thrown, as ProblemError.
    operation.responses = Object.fromEntries(Object.entries(operation.responses).filter(([status]) => status.startsWith('2')));
  }
}
document.paths = paths;

const source = `// Made by \`npm run generate\` from the server's /openapi/v1.json. Do not edit.\n\n${astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }))}`;
const target = new URL('src/schema.ts', import.meta.url);
if (!check) {
  await writeFile(target, source);
} else if ((await readFile(target, 'utf8')) !== source) {
  console.error('web/client/src/schema.ts does not fit the server: start it and run `npm run generate` in web/.');
  process.exit(1);
}
