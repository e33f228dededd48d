// Every package that a package.json of ours names has its row in docs/dependencies.md, and every version is exact.
import { readFile } from 'node:fs/promises';

const rows = await readFile(new URL('../docs/dependencies.md', import.meta.url), 'utf8');
const faults = [];
for (const folder of ['.', 'client', 'ui', 'storefront', 'admin', 'tests']) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    await readFile(new URL(`${folder}/package.json`, import.meta.url), 'utf8'),
  );
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (name.startsWith('@sharpcommerce/')) continue;
    if (!/^\d+\.\d+\.\d+$/.test(version))
      faults.push(`web/${folder}/package.json: ${name} must have an exact version, not ${version}.`);
    if (
      !rows.includes(`| ${name} |`) &&
      !rows.includes(`, ${name} |`) &&
      !rows.includes(`| ${name},`) &&
      !rows.includes(`, ${name},`)
    )
      faults.push(`docs/dependencies.md has no row for ${name}.`);
  }
}
if (faults.length > 0) {
  console.error([...new Set(faults)].join('\n'));
  process.exit(1);
}
