// How much script the first page of each app loads, gzipped, and whether that is too much. Vite's manifest says what the page needs.
import { readFile, stat } from 'node:fs/promises';

const KB = 1000;
const BUDGETS = {
  shop: { page: ['src/catalog/HomePage.tsx'], script: 150 * KB, style: 20 * KB },
  admin: { page: ['src/auth/SignInPage.tsx'], script: 250 * KB, style: 20 * KB },
};

let failed = false;
for (const [app, { page, script, style }] of Object.entries(BUDGETS)) {
  const folder = new URL(`../artifacts/web/${app}/`, import.meta.url);
  const manifest = JSON.parse(await readFile(new URL('manifest.json', folder), 'utf8'));
  const files = new Set();
  const visit = key => {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const key of ['index.html', ...page]) visit(key);
  const weigh = async end => {
    let sum = 0;
    for (const file of files) if (file.endsWith(end)) sum += (await stat(new URL(`${file}.gz`, folder))).size;
    return sum;
  };
  const [scripts, styles] = [await weigh('.js'), await weigh('.css')];
  console.log(
    `${app}: ${(scripts / KB).toFixed(1)} kB of script (at most ${script / KB}), ${(styles / KB).toFixed(1)} kB of style (at most ${style / KB}) for the first page, gzipped`,
  );
  if (scripts > script || styles > style) failed = true;
}
if (failed) {
  console.error('The first page is too heavy: load what it does not need at once later.');
  process.exit(1);
}
