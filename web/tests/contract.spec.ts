import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import ts from 'typescript';
import { ORIGIN } from './support';

const run = promisify(execFile);
const WEB = join(import.meta.dirname, '..');

test('the client fits the description of the API', async ({ request }) => {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    await writeFile(file, await (await request.get('/openapi/v1.json')).body());
    await run('node', ['client/generate.mjs', '--check', file], { cwd: WEB });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the client that is published runs in Node.js as the guide shows', async () => {
  await run('npm', ['run', 'build', '-w', '@sharpcommerce/client'], { cwd: WEB });
  const guide = await readFile(join(WEB, '../docs/guides/web.md'), 'utf8');
  const [, code, said] = /```ts\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(guide)!;
  const script = join(import.meta.dirname, '.guide.mjs');
  try {
    await writeFile(
      script,
      ts.transpile(code!.replace('http://localhost:8080', ORIGIN), {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
      }),
    );
    const { stdout } = await run('node', [script], { env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' } });
    expect(stdout.trim()).toBe(said!.trim());
  } finally {
    await rm(script, { force: true });
  }
});
