import { readdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, type Plugin, type UserConfig } from 'vite';

const SERVER = process.env.SHARPCOMMERCE_URL ?? 'http://localhost:8080';

/** Writes every script and style sheet a second and third time, compressed, so that the server compresses nothing. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: config => {
      folder = `${config.build.outDir}/assets`;
    },
    closeBundle: async () => {
      const files = (await readdir(folder)).filter(file => /\.(js|css|svg)$/.test(file));
      await Promise.all(
        files.map(async file => {
          const bytes = await readFile(`${folder}/${file}`);
          await writeFile(`${folder}/${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
          await writeFile(
            `${folder}/${file}.br`,
            await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
          );
        }),
      );
    },
  };
}

/** What both apps are built by. The server puts a nonce of each request in the place of `{nonce}`. */
export function app(base: string, folder: string, port: number): UserConfig {
  return {
    base,
    plugins: [react(), tailwindcss(), compressed()],
    resolve: { conditions: ['source', ...defaultClientConditions] },
    html: { cspNonce: '{nonce}' },
    build: {
      outDir: `../../artifacts/web/${folder}`,
      emptyOutDir: true,
      // light-dark() is in all browsers since May 2024.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1000,
      manifest: 'manifest.json',
    },
    server: { port, proxy: { '/api': SERVER, '/media': SERVER } },
  };
}
