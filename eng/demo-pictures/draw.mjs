// Draws the pictures of the demo shops. They are committed as src/SharpCommerce.Server/Demo/*.webp; this is how they were made:
//   cd eng/demo-pictures && npm install --no-save sharp && node draw.mjs ../../src/SharpCommerce.Server/Demo
import { mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { aurora } from './aurora.mjs';
import { borealis } from './borealis.mjs';

const [width, height] = [800, 1000];
const folder = process.argv[2] ?? '.';
mkdirSync(folder, { recursive: true });

/** A picture: the thing in soft light, on a ground of its own tint. */
function picture({ ground, draw, shadow = { y: 800, rx: 270, ry: 26 }, zoom = 1 }) {
  const [light, dark] = ground;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1000" width="${width}" height="${height}">
    <defs>
      <radialGradient id="ground" cx="0.42" cy="0.36" r="0.85"><stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></radialGradient>
      <linearGradient id="gloss" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.28"/><stop offset="0.55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.16"/></linearGradient>
      <linearGradient id="round" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity="0.26"/><stop offset="0.22" stop-color="#fff" stop-opacity="0.22"/><stop offset="0.6" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.3"/></linearGradient>
      <filter id="soft" x="-50%" y="-200%" width="200%" height="500%"><feGaussianBlur stdDeviation="20"/></filter>
      <filter id="softer" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="9"/></filter>
    </defs>
    <rect width="800" height="1000" fill="url(#ground)"/>
    <g transform="translate(400 520) scale(${zoom}) translate(-400 -520)">
      <ellipse cx="400" cy="${shadow.y}" rx="${shadow.rx}" ry="${shadow.ry}" fill="#1b1a17" opacity="0.34" filter="url(#soft)"/>
      ${draw}
    </g>
  </svg>`;
}

const all = { ...aurora, ...borealis };
const wanted = process.argv.slice(3);
for (const [name, scene] of Object.entries(all)) {
  if (wanted.length === 0 || wanted.some(part => name.includes(part)))
    await sharp(Buffer.from(picture(scene))).webp({ quality: 82, effort: 6 }).toFile(`${folder}/${name}.webp`);
}
