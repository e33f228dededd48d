import { box, dashed, line, oval, ribs, solid, stitches, text } from './shapes.mjs';

const sand = ['#f4ece0', '#dccbb2'], mist = ['#eef1f0', '#c9d2d0'], dusk = ['#ece4e6', '#cbb9bf'], sage = ['#eef0e6', '#cbd1b8'], sky = ['#eaf0f4', '#bfcfda'], clay = ['#f6e7dc', '#e0bfa8'];

function sneaker(body, cap, sole) {
  const upper = 'M112 700C106 632 112 556 128 492C132 474 152 468 168 480C196 502 236 506 276 484L306 462C318 453 332 455 342 467C398 540 476 588 580 610C658 627 704 650 708 700Z';
  const toe = 'M590 612C662 628 704 652 708 700H548C550 664 566 632 590 612Z';
  let laces = '';
  for (let i = 0; i < 5; i++) {
    const [x, y] = [318 + i * 42, 506 + i * 31 - i * i * 1.4];
    laces += line(`M${x - 34} ${y + 26}Q${x - 6} ${y + 4} ${x + 26} ${y - 8}`, '#fdfaf4', 11) + oval(x - 36, y + 28, 5, 5, '#3a342c');
  }
  return solid(upper, body) + solid(toe, cap) + dashed('M582 628C562 648 552 672 550 698', '#0000002e')
    + dashed('M196 700C190 640 200 580 222 520', '#00000030') + line('M128 492C132 474 152 468 168 480C196 502 236 506 276 484L306 462C318 453 332 455 342 467', '#00000030', 7)
    + laces + solid('M98 696H722Q738 712 730 738Q724 760 694 760H132Q102 760 98 736Z', sole) + line('M104 716H728', '#0000001f', 4) + line('M132 752H694', '#00000026', 5);
}

function runner(body, accent, sole) {
  const upper = 'M110 676C112 620 108 552 118 496C122 472 146 464 166 482C196 508 232 504 262 478C276 466 296 468 306 482C356 552 452 590 560 602C650 612 708 634 716 684Z';
  let laces = '';
  for (let i = 0; i < 5; i++)
    laces += line(`M${276 + i * 44} ${540 + i * 20}L${312 + i * 44} ${506 + i * 23}`, '#f7f4ec', 9);
  return solid(upper, body) + solid('M120 520C176 560 250 566 322 620C356 646 372 668 376 682H110C112 640 110 570 120 520Z', accent)
    + solid('M596 606C660 616 708 640 716 684H560C566 650 578 624 596 606Z', accent) + laces
    + line('M392 676C430 640 470 620 520 612', '#ffffff55', 10) + line('M436 678C470 650 506 634 552 622', '#ffffff44', 8)
    + solid('M92 668C240 690 560 690 732 664C744 700 736 726 704 734H140C104 732 90 706 92 668Z', sole)
    + `<path d="M104 734h44l10 26h-44zM176 734h44l8 28h-44zM248 734h44l6 28h-44zM320 734h44l4 28h-44zM392 734h44v28h-44zM464 734h44l-4 28h-44zM536 734h44l-8 28h-44zM608 734h44l-10 28h-44zM668 734h34l-16 26h-34z" fill="#2c2a28"/>`
    + line('M110 696C260 714 560 712 726 690', '#00000026', 5);
}

function boots(body, sole) {
  const boot = 'M250 236C248 226 254 220 264 220H440C450 220 456 226 456 236L462 500C468 560 520 588 590 606C648 622 676 654 678 706H246C238 640 240 560 246 480Z';
  let laces = '';
  for (let i = 0; i < 8; i++) {
    const [x, y] = [448 + Math.max(0, i - 5) * 24, 280 + i * 38];
    laces += line(`M${x - 44} ${y}H${x + 6}`, '#e6d3a8', 8) + oval(x - 46, y, 6, 6, '#caa55c') ;
  }
  return `<g transform="translate(-30 -8)" opacity="0.92"><g transform="translate(-44 -20)">${solid(boot, '#4d2d1b')}</g></g>`
    + solid(boot, body) + solid('M250 236C248 226 254 220 264 220H440C450 220 456 226 456 236L457 266H249Z', '#00000033') + line('M300 268C296 400 300 560 306 700', '#00000030', 4) + dashed('M314 268C310 400 314 560 320 700', '#f3d9ad66', 3)
    + solid('M548 596C644 612 676 652 678 706H512C508 660 520 620 548 596Z', '#00000022') + dashed('M540 606C520 634 514 670 516 702', '#f3d9ad77', 3) + laces
    + solid('M236 700H690V726H236Z', '#e2c68e', 'gloss') + solid('M232 724H694Q698 764 664 768H596L588 752H372L366 776H262Q230 774 232 724Z', sole)
    + line('M262 216C252 186 300 180 300 214', '#8a5a33', 10);
}

const torso = 'M286 262C330 290 470 290 514 262C560 272 606 292 640 330L720 560C700 588 664 604 628 604L584 472L592 808C470 830 330 830 208 808L216 472L172 604C136 604 100 588 80 560L160 330C194 292 240 272 286 262Z';
const crew = 'M286 262C330 290 470 290 514 262C500 318 452 338 400 338C348 338 300 318 286 262Z';

function sweater(color, dark, id) {
  return solid(torso, color) + stitches(id, torso, dark, { opacity: 0.3 })
    + solid('M204 764C330 790 470 790 596 764L592 814C470 838 330 838 208 814Z', color) + ribs(`${id}h`, 'M204 764C330 790 470 790 596 764L592 814C470 838 330 838 208 814Z', dark, { opacity: 0.4 })
    + solid('M86 544C110 576 150 588 180 580L172 610C132 610 96 592 74 562Z', color) + solid('M714 544C690 576 650 588 620 580L628 610C668 610 704 592 726 562Z', color)
    + solid(crew, '#00000055') + line('M286 262C300 318 348 340 400 340C452 340 500 318 514 262', color, 26) + line('M286 262C300 318 348 340 400 340C452 340 500 318 514 262', '#00000022', 26, 'stroke-dasharray="4 7"')
    + line('M216 472L236 380', '#00000026', 5) + line('M584 472L564 380', '#00000026', 5);
}

function cardigan(color, dark) {
  let buttons = '';
  for (let i = 0; i < 6; i++)
    buttons += oval(400, 430 + i * 66, 11, 11, '#3d2c1e') + oval(397, 427 + i * 66, 4, 4, '#8d6f55');
  const neck = 'M300 258C330 276 470 276 500 258L408 412H392Z';
  return solid(torso, color) + ribs('car', torso, dark, { step: 22, width: 8, opacity: 0.22 }) + stitches('carv', torso, dark, { step: 22, rows: 22, opacity: 0.22 })
    + solid(neck, '#efe8da') + solid('M372 404H428V822Q400 826 372 822Z', color) + line('M296 256L390 412V820', '#00000026', 5) + line('M504 256L410 412V820', '#00000026', 5)
    + line('M292 258L384 414', color, 24) + line('M508 258L416 414', color, 24) + buttons
    + ribs('carh', 'M204 768C330 794 470 794 596 768L592 814C470 838 330 838 208 814Z', dark, { opacity: 0.5 })
    + solid(box(242, 620, 100, 110, 8), '#00000018') + solid(box(458, 620, 100, 110, 8), '#00000018');
}

function shirt(color, dark) {
  let buttons = '';
  for (let i = 0; i < 6; i++)
    buttons += oval(400, 396 + i * 70, 8, 8, '#fffdf6') + oval(400, 396 + i * 70, 8, 8, 'none', 'stroke="#00000040" stroke-width="2"');
  return solid(torso, color) + ribs('lin', torso, dark, { step: 7, width: 1.5, opacity: 0.22 })
    + solid('M372 330H428V822Q400 826 372 822Z', '#ffffff22') + line('M372 340V820', '#00000022', 3) + line('M428 340V820', '#00000022', 3) + buttons
    + solid('M286 258C300 246 320 240 334 240L400 334L338 402C310 360 290 310 286 258Z', color) + solid('M514 258C500 246 480 240 466 240L400 334L462 402C490 360 510 310 514 258Z', color)
    + solid('M334 240C370 226 430 226 466 240L400 334Z', '#00000030') + line('M286 258C290 310 310 360 338 402L400 334L462 402C490 360 510 310 514 258', '#00000030', 3)
    + solid('M464 470H556V560L510 580L464 560Z', '#ffffff1c') + dashed('M464 470H556V560L510 580L464 560Z', '#00000030', 2) + line('M216 472L236 372', '#00000024', 4) + line('M584 472L564 372', '#00000024', 4);
}

function tee(color, dark) {
  const body = 'M292 262C336 288 464 288 508 262C556 272 612 294 650 330L722 474C700 506 654 524 616 520L582 462L590 806C470 822 330 822 210 806L218 462L184 520C146 524 100 506 78 474L150 330C188 294 244 272 292 262Z';
  return solid(body, color) + line('M292 262C306 312 350 330 400 330C450 330 494 312 508 262', dark, 18, 'opacity="0.55"') + line('M292 262C306 312 350 330 400 330C450 330 494 312 508 262', color, 10)
    + dashed('M86 466C108 494 148 508 188 508', '#00000030', 3) + dashed('M714 466C692 494 652 508 612 508', '#00000030', 3) + dashed('M212 790C330 806 470 806 588 790', '#00000030', 3)
    + line('M218 462C224 430 230 400 244 372', '#00000022', 5) + line('M582 462C576 430 570 400 556 372', '#00000022', 5) + line('M300 560C320 640 310 720 320 780', '#0000000f', 16) + line('M510 540C490 640 500 700 488 790', '#0000000f', 16);
}

function jacket(color, dark, zip) {
  const body = 'M276 268C320 240 480 240 524 268C572 280 618 302 648 338L724 588C704 614 664 628 630 624L590 488L604 826C470 846 330 846 196 826L210 488L170 624C136 628 96 614 76 588L152 338C182 302 228 280 276 268Z';
  const hood = 'M280 270C266 196 322 144 400 144C478 144 534 196 520 270C490 330 450 352 400 352C350 352 310 330 280 270Z';
  return solid(body, color) + solid(hood, color) + solid('M316 262C312 208 350 182 400 182C450 182 488 208 484 262C466 304 436 322 400 322C364 322 334 304 316 262Z', dark)
    + solid('M338 268C340 226 364 208 400 208C436 208 460 226 462 268C446 298 426 308 400 308C374 308 354 298 338 268Z', '#00000044')
    + line('M400 320V836', zip, 9) + line('M400 320V836', '#00000055', 3, 'stroke-dasharray="5 5"') + solid(box(391, 330, 18, 34, 8), zip)
    + line('M210 488L238 382', '#00000030', 5) + line('M590 488L562 382', '#00000030', 5) + line('M232 420C300 442 500 442 568 420', '#00000022', 5)
    + line('M262 640L338 600', zip, 7) + line('M538 640L462 600', zip, 7) + solid('M84 566C108 594 142 604 176 600L170 626C134 630 96 616 76 590Z', dark) + solid('M716 566C692 594 658 604 624 600L630 626C666 630 704 616 724 590Z', dark)
    + line('M352 300C346 350 350 380 356 400', '#f3efe6', 5) + line('M448 300C454 350 450 380 444 400', '#f3efe6', 5);
}

function vest(color, dark) {
  const body = 'M290 258C330 240 470 240 510 258C548 268 590 284 612 306C588 360 582 420 588 480L602 812C470 836 330 836 198 812L212 480C218 420 212 360 188 306C210 284 252 268 290 258Z';
  let quilts = '';
  for (let i = 0; i < 8; i++) {
    const y = 352 + i * 62;
    quilts += line(`M150 ${y}C300 ${y + 22} 500 ${y + 22} 650 ${y}`, dark, 7, 'opacity="0.5"') + line(`M150 ${y + 9}C300 ${y + 31} 500 ${y + 31} 650 ${y + 9}`, '#ffffff', 8, 'opacity="0.16"');
  }
  return solid(body, color) + `<clipPath id="vest"><path d="${body}"/></clipPath><g clip-path="url(#vest)">${quilts}</g>`
    + solid('M290 262C284 224 300 204 330 198H470C500 204 516 224 510 262C470 300 330 300 290 262Z', color) + solid('M318 226C350 210 450 210 482 226C470 262 330 262 318 226Z', '#00000055')
    + line('M400 270V828', '#d9c7a3', 10) + line('M400 270V828', '#00000066', 3, 'stroke-dasharray="5 5"') + line('M612 306C588 360 582 420 588 480', dark, 9) + line('M188 306C212 360 218 420 212 480', dark, 9);
}

function beanie(color, dark) {
  const cap = 'M196 600C186 420 270 276 400 276C530 276 614 420 604 600Z';
  const cuff = 'M176 590C176 572 188 562 206 562H594C612 562 624 572 624 590L630 716C630 736 616 746 600 748C470 762 330 762 200 748C184 746 170 736 170 716Z';
  return solid(cap, color) + ribs('bea', cap, dark, { step: 26, width: 9, opacity: 0.24 }) + stitches('beav', cap, dark, { step: 26, rows: 18, opacity: 0.2 })
    + solid(cuff, color) + ribs('beac', cuff, dark, { step: 26, width: 10, opacity: 0.34 }) + solid(box(346, 640, 108, 62, 6), '#6b4a2f') + text(400, 680, 24, 'AURORA', '#f1e2c6', 'letter-spacing="2"');
}

function cap(color, dark) {
  const crown = 'M178 600C170 430 268 330 410 330C540 330 610 430 606 600C480 640 300 640 178 600Z';
  return solid('M330 610C460 590 600 596 712 650C738 664 742 690 716 696C590 720 420 700 300 650Z', dark) + solid(crown, color) + line('M410 330C380 420 370 520 380 628', '#00000026', 4) + line('M300 360C250 440 240 520 250 618', '#00000020', 4) + line('M508 360C548 440 556 520 548 614', '#00000020', 4)
    + oval(410, 328, 15, 9, dark) + oval(300, 450, 8, 8, '#00000044') + oval(500, 450, 8, 8, '#00000044') + dashed('M184 584C300 622 480 622 600 584', '#f3e2bb66', 3) + solid(box(366, 500, 92, 64, 8), '#e9d9b6') + text(412, 541, 22, 'N° 16', '#5d4a2d');
}

function scarf(color, stripe, dark) {
  const back = 'M286 236H548C560 236 568 244 568 256V742H268V254C268 244 276 236 286 236Z';
  const front = 'M232 330H488C500 330 508 338 508 350V770H214V348C214 338 222 330 232 330Z';
  const fringe = (from, to, y) => { let d = ''; for (let x = from; x <= to; x += 14) d += `M${x} ${y}l${(x % 3) - 1} 46`; return line(d, color, 6); };
  const bands = (x, w, ys) => ys.map(([y, h]) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${stripe}"/>`).join('');
  return fringe(276, 562, 738) + solid(back, dark) + bands(268, 300, [[560, 18], [600, 44], [666, 18]]) + ribs('scb', back, '#000', { step: 8, width: 2, opacity: 0.12 })
    + fringe(222, 502, 766) + solid(front, color) + bands(214, 294, [[590, 18], [630, 44], [694, 18]]) + ribs('scf', front, '#000', { step: 8, width: 2, opacity: 0.12 })
    + line('M216 352C300 372 420 372 506 352', '#ffffff22', 14) + line('M508 352V768', '#00000030', 6) + solid(box(420, 380, 62, 40, 4), '#efe4cb') + text(451, 405, 13, 'AURORA', '#3c3a30');
}

function backpack(color, dark, strap) {
  const body = 'M226 330C226 300 246 284 276 284H524C554 284 574 300 574 330L592 744C594 784 572 806 534 806H266C228 806 206 784 208 744Z';
  return line('M330 250C330 190 470 190 470 250', strap, 16) + solid('M246 214C246 200 256 192 270 192H530C544 192 554 200 554 214L570 350C470 372 330 372 230 350Z', dark) + line('M242 244C330 262 470 262 558 244', '#00000030', 5)
    + solid(body, color) + solid('M262 520C262 504 272 496 288 496H512C528 496 538 504 538 520L546 716C546 738 534 750 512 750H288C266 750 254 738 254 716Z', '#ffffff1a') + line('M264 560H536', '#00000040', 6) + dashed('M266 574H534', '#ffffff55', 2)
    + solid(box(278, 236, 26, 330, 6), strap) + solid(box(496, 236, 26, 330, 6), strap) + solid(box(268, 420, 46, 40, 6), '#c9ccd0') + solid(box(486, 420, 46, 40, 6), '#c9ccd0') + solid(box(277, 430, 28, 20, 3), '#00000088') + solid(box(495, 430, 28, 20, 3), '#00000088')
    + solid(box(360, 620, 80, 40, 5), strap) + text(400, 645, 14, "AURORA", "#f3e7cf") + line('M208 620C190 660 190 720 204 770', strap, 14) + line('M592 620C610 660 610 720 596 770', strap, 14);
}

function tote(color, ink) {
  const body = 'M190 420H610L640 806C640 820 630 828 616 828H184C170 828 160 820 160 806Z';
  return line('M290 426C280 260 330 190 400 190C470 190 520 260 510 426', '#cdb892', 24) + solid(body, color) + ribs('tot', body, '#7b6a48', { step: 8, width: 1.4, opacity: 0.2 }) + line('M276 426V520', '#cdb892', 24) + line('M524 426V520', '#cdb892', 24)
    + line('M266 508h22M266 508l22 16M514 508h22M514 508l22 16', '#00000044', 3) + `<g transform="translate(400 640)">${line('M-110 70L-30 -40L10 14L46 -30L116 70', ink, 9)}${oval(70, -76, 26, 26, ink)}</g>` + text(400, 780, 26, 'AURORA OUTFITTERS', ink, 'letter-spacing="3"') + line('M188 446H612', '#00000020', 4);
}

function socks(color, dark, tip) {
  const sock = 'M300 210H420L424 520C426 560 452 590 492 616L586 676C630 706 636 764 596 790C566 810 532 806 500 788L356 704C308 676 288 640 290 588Z';
  const one = id => solid(sock, color) + ribs(id, sock, dark, { step: 14, width: 4, opacity: 0.22 }) + solid('M298 208H422L423 262H297Z', tip) + solid('M548 652L586 676C630 706 636 764 596 790C566 810 532 806 506 792C500 740 514 690 548 652Z', tip)
    + solid('M290 590C290 560 300 548 330 556C380 570 400 620 372 712L356 704C308 676 288 640 290 590Z', tip) + line('M298 300H422M298 318H422', tip, 8);
  return `<g transform="translate(-84 -14)">${one('so1')}</g><g transform="translate(60 22)">${one('so2')}</g>`;
}

function bottle(color, dark) {
  const body = 'M306 400C306 356 344 340 350 300H450C456 340 494 356 494 400V780C494 806 478 820 452 820H348C322 820 306 806 306 780Z';
  return solid(box(344, 206, 112, 70, 16), '#2d2d2b', 'round') + line('M400 206C340 130 460 130 400 206', '#2d2d2b', 14) + solid(box(352, 272, 96, 36, 6), '#c8cbcc', 'round') + solid(body, color, 'round')
    + line('M306 742H494', dark, 6) + `<g transform="translate(400 560) scale(0.62)">${line('M-110 70L-30 -40L10 14L46 -30L116 70', '#f7f2e6', 12)}${oval(70, -76, 26, 26, '#f7f2e6')}</g>`;
}

export const aurora = {
  'canvas-sneakers': { ground: sand, draw: sneaker('#e9e1d2', '#f7f3ea', '#fbf8f1') },
  'canvas-sneakers-ink': { ground: sky, draw: sneaker('#31465c', '#f4f1ea', '#f9f6ef') },
  'trail-runners': { ground: sage, draw: runner('#5d6f4e', '#39452f', '#e8dfc9') },
  'trail-runners-clay': { ground: clay, draw: runner('#c4623a', '#7d3a20', '#efe6d6') },
  'merino-sweater': { ground: mist, draw: sweater('#7f94a3', '#31414d', 'mer'), shadow: { y: 846, rx: 250, ry: 22 } },
  'merino-sweater-oat': { ground: sand, draw: sweater('#d8c4a4', '#6d5738', 'mero'), shadow: { y: 846, rx: 250, ry: 22 } },
  'linen-shirt': { ground: sky, draw: shirt('#dfe6e8', '#5f7680'), shadow: { y: 842, rx: 250, ry: 22 } },
  'rain-jacket-slate': { ground: mist, draw: jacket('#53636f', '#323e47', '#e0a83c'), shadow: { y: 856, rx: 250, ry: 22 } },
  'rain-jacket-moss': { ground: sage, draw: jacket('#6c7a4b', '#434d2d', '#e7dcc0'), shadow: { y: 856, rx: 250, ry: 22 } },
  'wool-beanie': { ground: clay, draw: beanie('#b4502f', '#5a2210') },
  'leather-boots': { ground: sand, draw: boots('#7a4a2b', '#2b211b'), shadow: { y: 794, rx: 270, ry: 24 } },
  'roll-top-backpack': { ground: sage, draw: backpack('#59683f', '#3c472a', '#7c5330'), shadow: { y: 822, rx: 230, ry: 24 } },
  'roll-top-backpack-sand': { ground: clay, draw: backpack('#cbb08a', '#a98b62', '#5c4028'), shadow: { y: 822, rx: 230, ry: 24 } },
  'canvas-tote': { ground: dusk, draw: tote('#efe6d2', '#2f4858'), shadow: { y: 840, rx: 250, ry: 22 } },
  'highland-scarf': { ground: mist, draw: scarf('#2f6267', '#e1b458', '#244b50'), shadow: { y: 818, rx: 200, ry: 20 } },
  'down-vest': { ground: sky, draw: vest('#c98a2b', '#7a4e10'), shadow: { y: 846, rx: 230, ry: 22 } },
  'heavy-tee': { ground: dusk, draw: tee('#f3efe7', '#a79f92'), shadow: { y: 834, rx: 240, ry: 22 } },
  'heavy-tee-ink': { ground: sky, draw: tee('#2f3e4e', '#11181f'), shadow: { y: 834, rx: 240, ry: 22 } },
  'fisherman-cardigan': { ground: sand, draw: cardigan('#a9825a', '#4c3219'), shadow: { y: 846, rx: 250, ry: 22 } },
  'steel-bottle': { ground: sage, draw: bottle('#2e5a52', '#c9b37a'), shadow: { y: 826, rx: 140, ry: 20 } },
  'wool-socks': { ground: dusk, draw: socks('#d9d2c4', '#6b6252', '#8a3b2e'), shadow: { y: 840, rx: 220, ry: 20 } },
  'waxed-cap': { ground: clay, draw: cap('#4b5442', '#343b2d'), shadow: { y: 716, rx: 270, ry: 22 } },
};
