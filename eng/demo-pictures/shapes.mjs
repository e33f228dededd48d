/** A shape in a color, with light from the upper left. */
export const solid = (d, color, gloss = 'gloss') => `<path d="${d}" fill="${color}"/><path d="${d}" fill="url(#${gloss})"/>`;

export const line = (d, color, width = 4, extra = '') => `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;

export const dashed = (d, color, width = 3) => line(d, color, width, 'stroke-dasharray="9 8"');

/** Fine lines over a shape, as of knitting. */
export function ribs(id, clip, color, { step = 14, from = 0, to = 1000, tilt = 0, width = 3, opacity = 0.22 } = {}) {
  let lines = '';
  for (let x = -400; x < 1200; x += step)
    lines += `M${x} ${from}L${x + tilt} ${to}`;
  return `<clipPath id="${id}"><path d="${clip}"/></clipPath><path clip-path="url(#${id})" d="${lines}" stroke="${color}" stroke-width="${width}" opacity="${opacity}"/>`;
}

/** Rows of small v's: a knitted stitch. */
export function stitches(id, clip, color, { step = 20, rows = 15, opacity = 0.2, width = 3 } = {}) {
  let d = '';
  for (let y = 120; y < 940; y += rows)
    for (let x = 40; x < 780; x += step)
      d += `M${x} ${y}l${step / 2} ${rows * 0.7}l${step / 2} ${-rows * 0.7}`;
  return `<clipPath id="${id}"><path d="${clip}"/></clipPath><path clip-path="url(#${id})" d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round" opacity="${opacity}"/>`;
}

export const oval = (cx, cy, rx, ry, color, extra = '') => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${color}" ${extra}/>`;

export const box = (x, y, w, h, r) => `M${x + r} ${y}H${x + w - r}Q${x + w} ${y} ${x + w} ${y + r}V${y + h - r}Q${x + w} ${y + h} ${x + w - r} ${y + h}H${x + r}Q${x} ${y + h} ${x} ${y + h - r}V${y + r}Q${x} ${y} ${x + r} ${y}Z`;

export const text = (x, y, size, words, color, extra = '') => `<text x="${x}" y="${y}" font-family="Georgia, 'DejaVu Serif', serif" font-size="${size}" text-anchor="middle" fill="${color}" ${extra}>${words}</text>`;
