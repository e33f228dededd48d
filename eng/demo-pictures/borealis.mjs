import { box, line, oval, ribs, solid, text } from './shapes.mjs';

const cream = ['#f6efe4', '#e0cfb8'], slate = ['#e9edf0', '#bcc7cf'], rose = ['#f5e8e2', '#dcbcae'], fern = ['#ecf0e8', '#c0cbb8'], dusk = ['#e8e6ee', '#bdb8cd'], honey = ['#f8ecd2', '#e3c58d'];

const steam = (x, y) => `<g opacity="0.55" filter="url(#softer)">${line(`M${x - 30} ${y}c-24 -40 24 -60 0 -104`, '#ffffff', 12)}${line(`M${x + 24} ${y - 8}c-22 -40 26 -66 2 -112`, '#ffffff', 12)}</g>`;

function grinder() {
  return line('M400 250C470 232 560 226 612 238', '#b9bdc0', 16) + oval(622, 240, 34, 34, '#6d4526') + oval(612, 230, 12, 12, '#a5744a') + solid(box(384, 214, 32, 60, 8), '#8d9296', 'round')
    + solid(box(306, 262, 188, 40, 14), '#2e2f31', 'round') + solid(box(318, 300, 164, 250, 10), '#c3c7ca', 'round') + solid(box(312, 540, 176, 52, 8), '#2e2f31', 'round') + solid('M322 590H478L490 800C490 816 480 822 466 822H334C320 822 310 816 310 800Z', '#8a5a34', 'round')
    + line('M320 620H480M316 700H484', '#00000020', 4) + text(400, 440, 19, 'BOREALIS', '#5b6063', 'letter-spacing="2"');
}

function bag(color, label, name, origin, ink) {
  const body = 'M244 300L264 250H536L556 300L566 786C566 810 552 822 530 822H270C248 822 234 810 234 786Z';
  return solid(body, color) + solid('M264 250H536L556 300H244Z', '#00000026') + line('M246 304H554', '#00000033', 4) + line('M292 310C270 460 270 640 282 820', '#ffffff22', 12) + line('M520 310C536 460 536 640 524 820', '#00000022', 12)
    + solid(box(290, 440, 220, 250, 6), label, 'gloss') + line('M310 466H490M310 664H490', ink, 3) + text(400, 530, 38, name[0], ink) + text(400, 576, 38, name[1] ?? '', ink) + text(400, 634, 20, origin, ink, 'letter-spacing="2"')
    + oval(400, 372, 30, 30, label) + `<g transform="translate(400 372) rotate(28)">${oval(0, 0, 11, 17, ink)}${line('M0 -16C-7 -6 7 6 0 16', label, 3)}</g>` + solid(box(366, 232, 68, 26, 4), '#c9a45c');
}

function kettle(body, dark) {
  return line('M556 420C680 410 690 640 576 690', '#2f2c2a', 26) + line('M556 420C680 410 690 640 576 690', '#ffffff22', 6)
    + `<path d="M250 690C160 690 150 560 150 470C150 400 128 372 92 372" fill="none" stroke="${body}" stroke-width="22" stroke-linecap="round"/>` + line('M92 366C128 366 156 396 156 468', '#ffffff55', 5)
    + solid('M262 420H538C580 560 600 680 604 764C604 788 590 800 566 800H234C210 800 196 788 196 764C200 680 220 560 262 420Z', body, 'round') + solid('M262 420C262 388 320 372 400 372C480 372 538 388 538 420Z', dark, 'round') + oval(400, 352, 30, 24, '#6d4526') + oval(392, 344, 10, 8, '#a5744a') + line('M212 740C330 760 470 760 588 740', '#00000026', 5);
}

function mug(glaze, clayColor) {
  return steam(380, 330) + line('M540 470C660 440 680 640 540 650', clayColor, 44) + line('M540 470C660 440 680 640 540 650', glaze, 30) + solid('M222 380H558V690C558 764 516 800 450 800H330C264 800 222 764 222 690Z', glaze, 'round')
    + solid('M222 690C330 730 450 650 558 706C554 768 514 800 450 800H330C264 800 224 768 222 690Z', clayColor, 'round') + oval(390, 380, 168, 40, glaze) + oval(390, 380, 150, 32, '#3b2416') + oval(360, 376, 70, 14, '#5b3a24', 'opacity="0.7"');
}

function papers() {
  const cone = dx => `M${230 + dx} 330H${570 + dx}L${452 + dx} 720C${440 + dx} 748 ${360 + dx} 748 ${348 + dx} 720Z`;
  return [36, 24, 12, 0].map((dx, i) => solid(cone(dx - 18), ['#c8ad82', '#d0b78e', '#d8c19a', '#e2cda8'][i])).join('') + ribs('pap', cone(-18), '#8a6a3c', { step: 10, width: 1.5, opacity: 0.2 }) + line('M340 730L230 340', '#00000022', 4) + line('M212 330H552', '#ffffff66', 6)
    + solid(box(260, 742, 280, 66, 8), '#efe7d6') + text(400, 785, 26, 'No. 4 · 100', '#5a4427');
}

function dripper(color, dark) {
  return steam(400, 300) + solid('M196 356H604L496 600H304Z', color, 'round') + line('M270 380L336 590M330 372L362 596M400 370V598M470 372L438 596M530 380L464 590', '#00000018', 6) + oval(400, 356, 204, 44, color) + oval(400, 356, 184, 34, '#e9dcc4') + oval(400, 362, 150, 24, '#4a2e1c')
    + line('M580 396C660 400 660 500 556 500', dark, 24) + solid('M220 600H580C596 600 604 610 604 622C604 636 594 644 580 644H220C206 644 196 636 196 622C196 610 204 600 220 600Z', color, 'round')
    + `<path d="M286 644H514L540 800C540 820 524 830 500 830H300C276 830 260 820 260 800Z" fill="#cfe0e4" opacity="0.6"/><path d="M272 730H528L540 800C540 820 524 830 500 830H300C276 830 260 820 260 800Z" fill="#4a2a16" opacity="0.85"/>` + line('M306 660L290 800', '#ffffff99', 8) + line('M400 646V726', '#4a2a16', 5);
}

function server() {
  return line('M566 430C660 440 650 640 566 660', '#d8e6ea', 24, 'opacity="0.85"') + `<path d="M300 330H500L520 400C580 470 600 560 600 660C600 770 540 820 400 820C260 820 200 770 200 660C200 560 220 470 280 400Z" fill="#dbe8eb" opacity="0.62"/>`
    + `<path d="M206 600C330 626 470 626 594 600C598 620 600 640 600 660C600 770 540 820 400 820C260 820 200 770 200 660C200 640 202 620 206 600Z" fill="#4b2a15" opacity="0.9"/>` + oval(400, 606, 194, 26, '#6b4226') + solid(box(280, 300, 240, 48, 12), '#6d4526', 'round') + line('M240 520C226 580 226 690 262 760', '#ffffffaa', 10) + line('M300 348C290 380 280 396 262 420', '#ffffff99', 6)
    + text(520, 720, 20, '600', '#f2e7d8') + text(530, 560, 20, '900', '#5d7077') + line('M470 714h20M480 554h20', '#ffffff88', 3);
}

function press() {
  return line('M400 130V330', '#b9bdc0', 10) + oval(400, 130, 30, 26, '#2e2c2a') + line('M556 400C670 410 670 690 556 700', '#2e2c2a', 24) + `<path d="M256 330H544V790C544 808 532 816 516 816H284C268 816 256 808 256 790Z" fill="#dbe8eb" opacity="0.6"/><path d="M256 480H544V790C544 808 532 816 516 816H284C268 816 256 808 256 790Z" fill="#45260f" opacity="0.9"/>`
    + oval(400, 480, 144, 20, '#7a5130') + solid(box(244, 292, 312, 46, 16), '#c3c7ca', 'round') + line('M264 340V806M536 340V806', '#b4b9bc', 12) + line('M250 560H550', '#b4b9bc', 12) + solid('M244 792H556V820C556 834 546 840 534 840H266C254 840 244 834 244 820Z', '#c3c7ca', 'round') + line('M286 360V780', '#ffffff88', 10);
}

function moka(color) {
  return line('M520 330C650 320 660 470 600 540', '#2b2927', 28) + solid('M300 300L276 320C250 330 240 340 262 356L284 520H516L540 300Z', color, 'round') + solid('M300 300C330 262 470 262 540 300Z', color, 'round') + oval(416, 252, 20, 20, '#2b2927') + solid('M268 516H532V556H268Z', '#8d9296', 'round') + solid('M276 556H524L580 800C580 816 570 824 552 824H248C230 824 220 816 220 800Z', color, 'round')
    + line('M340 296L330 516M410 284V516M476 290L482 516', '#00000022', 4) + line('M336 560L306 818M400 560V820M464 560L494 818', '#00000022', 4) + oval(330, 640, 10, 10, '#b08d4a') + line('M262 356L300 340', '#ffffff66', 5);
}

function scale() {
  return solid('M180 600L232 470H568L620 600Z', '#3a3d40') + solid('M180 600H620V690C620 708 608 716 592 716H208C192 716 180 708 180 690Z', '#26282a', 'gloss') + solid('M250 486H550L590 586H210Z', '#4a4e52') + solid(box(300, 622, 200, 66, 8), '#0d1512') + text(400, 670, 46, '18.4 g', '#8ff0c0', 'font-weight="bold"') + oval(236, 656, 14, 14, '#4a4e52') + oval(564, 656, 14, 14, '#4a4e52')
    + `<g transform="translate(0 -18)">${solid('M318 360H482L470 520C468 540 452 550 430 550H370C348 550 332 540 330 520Z', '#efe8da', 'round')}${oval(400, 360, 82, 20, '#efe8da')}${oval(400, 362, 70, 14, '#4a2e1c')}${[[372, 358], [400, 364], [428, 358], [386, 368], [416, 368]].map(([x, y]) => oval(x, y, 12, 7, '#6d452a')).join('')}</g>`;
}

function cups(glaze, inner) {
  const cup = (x, y, s) => `<g transform="translate(${x} ${y}) scale(${s})">${oval(0, 150, 150, 26, glaze)}${oval(0, 144, 150, 26, '#ffffff', 'opacity="0.25"')}${line('M92 20C150 10 150 96 76 96', glaze, 18)}${solid('M-100 0H100C100 90 70 140 30 146H-30C-70 140 -100 90 -100 0Z', glaze, 'round')}${oval(0, 0, 100, 24, glaze)}${oval(0, 0, 86, 18, inner)}${oval(-10, -2, 52, 10, '#b98552')}</g>`;
  return steam(300, 420) + cup(520, 520, 1) + cup(300, 620, 1.2);
}

function tamper() {
  return solid('M400 180C470 180 500 230 492 290C486 340 452 366 446 420L452 560H348L354 420C348 366 314 340 308 290C300 230 330 180 400 180Z', '#8a5a30', 'round') + line('M352 230C340 270 356 320 372 360M400 210V400', '#00000018', 5) + solid(box(340, 548, 120, 36, 6), '#b08d4a', 'round') + solid('M352 584H448L460 640H340Z', '#c3c7ca', 'round') + solid('M290 640H510C524 640 530 648 530 660V776C530 792 520 800 506 800H294C280 800 270 792 270 776V660C270 648 276 640 290 640Z', '#c9cdd0', 'round') + line('M276 676H524', '#ffffff77', 5) + line('M276 780H524', '#00000030', 5);
}

function canister(color, lid) {
  return solid('M246 360H554V776C554 806 534 822 508 822H292C266 822 246 806 246 776Z', color, 'round') + solid('M234 300C234 286 244 278 258 278H542C556 278 566 286 566 300V362H234Z', lid, 'round') + solid(box(360, 236, 80, 44, 14), lid, 'round') + line('M566 318h30v120h-24', '#b9bdc0', 10) + line('M246 392H554', '#00000028', 5) + solid(box(310, 520, 180, 150, 8), '#f3ead8', 'gloss') + text(400, 592, 36, 'Coffee', '#4a3524') + text(400, 630, 17, 'airtight · 400 g', '#4a3524');
}

export const borealis = {
  'hand-grinder': { ground: slate, draw: grinder(), shadow: { y: 828, rx: 160, ry: 20 } },
  'house-espresso': { ground: rose, draw: bag('#6e2f26', '#f4e7d3', ['House', 'Espresso'], 'BLEND No. 1', '#4a201a'), shadow: { y: 828, rx: 220, ry: 22 } },
  'pour-over-kettle-black': { ground: cream, draw: kettle('#33363a', '#232528'), shadow: { y: 806, rx: 260, ry: 22 } },
  'pour-over-kettle-steel': { ground: slate, draw: kettle('#c2c7cb', '#9aa1a6'), shadow: { y: 806, rx: 260, ry: 22 } },
  'stoneware-mug-sand': { ground: cream, draw: mug('#e3d3b8', '#b98f63'), shadow: { y: 806, rx: 220, ry: 22 } },
  'stoneware-mug-sea': { ground: slate, draw: mug('#5f8f95', '#b98f63'), shadow: { y: 806, rx: 220, ry: 22 } },
  'stoneware-mug-night': { ground: dusk, draw: mug('#343a52', '#a47c56'), shadow: { y: 806, rx: 220, ry: 22 } },
  'filter-papers': { ground: fern, draw: papers(), shadow: { y: 812, rx: 190, ry: 20 } },
  'ceramic-dripper-white': { ground: rose, draw: dripper('#f5f1ea', '#e4ddd0'), shadow: { y: 834, rx: 190, ry: 20 } },
  'ceramic-dripper-charcoal': { ground: honey, draw: dripper('#4a4c50', '#38393c'), shadow: { y: 834, rx: 190, ry: 20 } },
  'glass-server': { ground: fern, draw: server(), shadow: { y: 828, rx: 220, ry: 20 } },
  'press-pot': { ground: cream, draw: press(), shadow: { y: 842, rx: 190, ry: 20 } },
  'moka-pot': { ground: honey, draw: moka('#b7bdc2'), shadow: { y: 828, rx: 210, ry: 20 } },
  'brew-scale': { ground: dusk, draw: scale(), shadow: { y: 722, rx: 250, ry: 20 } },
  'espresso-cups': { ground: rose, draw: cups('#f0e7d9', '#4a2a17'), shadow: { y: 800, rx: 280, ry: 22 } },
  'espresso-cups-fern': { ground: fern, draw: cups('#5c7a5f', '#4a2a17'), shadow: { y: 800, rx: 280, ry: 22 } },
  'single-origin-guji': { ground: fern, draw: bag('#2f5a4a', '#f4ead6', ['Guji', 'Natural'], 'ETHIOPIA', '#1f3d32'), shadow: { y: 828, rx: 220, ry: 22 } },
  'decaf-sugarcane': { ground: honey, draw: bag('#c98a3a', '#fbf3e2', ['Decaf', 'Sugarcane'], 'COLOMBIA', '#6a4312'), shadow: { y: 828, rx: 220, ry: 22 } },
  'oak-tamper': { ground: slate, draw: tamper(), shadow: { y: 806, rx: 180, ry: 20 } },
  'coffee-canister': { ground: cream, draw: canister('#2f4858', '#c9a45c'), shadow: { y: 828, rx: 200, ry: 20 } },
};
