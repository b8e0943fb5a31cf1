import type { Random } from '../random.ts';
import { Canvas } from './canvas.ts';

/** A screen of the accounting program with a message in the middle. `message` is wrapped; about 10 kB. */
export function screenPicture(title: string, message: string, random: Random): Uint8Array {
  const canvas = new Canvas(960, 600);
  canvas.fill(0, 0, 960, 600, 'paper');
  canvas.fill(0, 0, 960, 28, 'blue');
  canvas.text(10, 7, title.slice(0, 70), 'white');
  for (const [place, word] of ['Nuovo', 'Apri', 'Salva', 'Stampa', 'Esci'].entries()) {
    canvas.frame(8 + place * 96, 36, 88, 26, 'line');
    canvas.text(18 + place * 96, 42, word, 'ink');
  }
  canvas.fill(8, 72, 944, 22, 'line');
  ['Documento', 'Data', 'Cliente', 'Totale', 'Esito'].forEach((head, place) => canvas.text(16 + place * 190, 76, head, 'ink'));
  for (let row = 0; row < 22; row += 1) {
    const y = 98 + row * 22;
    canvas.fill(8, y + 20, 944, 1, 'line');
    canvas.text(16, y, `F/${String(random.between(900, 1900))}`, 'ink');
    canvas.text(206, y, `${String(random.between(1, 28)).padStart(2, '0')}/${String(random.between(1, 12)).padStart(2, '0')}`, 'ink');
    canvas.text(396, y, `CLI${String(random.between(1000, 9999))}`, 'ink');
    canvas.text(586, y, `${String(random.between(40, 9900))},${String(random.between(10, 99))}`, 'ink');
    canvas.fill(778, y + 2, 12, 12, random.chance(0.8) ? 'green' : 'amber');
  }
  const lines = wrapped(message, 44).slice(0, 8);
  const top = 250 - lines.length * 10;
  canvas.fill(180, top, 600, 110 + lines.length * 22, 'white');
  canvas.frame(180, top, 600, 110 + lines.length * 22, 'ink');
  canvas.fill(180, top, 600, 26, 'red');
  canvas.text(190, top + 6, 'Messaggio', 'white');
  lines.forEach((line, place) => canvas.text(200, top + 42 + place * 22, line, 'ink'));
  canvas.frame(690, top + 70 + lines.length * 22, 70, 26, 'ink');
  canvas.text(714, top + 76 + lines.length * 22, 'OK', 'ink');
  return canvas.png();
}

/** A photograph of something printed, with grain; 100 to 200 kB. */
export function photoPicture(title: string, random: Random): Uint8Array {
  const canvas = new Canvas(720, 540);
  canvas.fill(0, 0, 720, 540, 'line');
  canvas.fill(60, 40, 600, 460, 'white');
  canvas.text(90, 70, title.toUpperCase().slice(0, 26), 'ink', 3);
  for (let row = 0; row < 8; row += 1) {
    canvas.text(90, 130 + row * 34, Array.from({ length: random.between(2, 5) }, () => String(random.between(10, 99_999))).join('  '), 'ink');
  }
  for (let x = 90; x < 560; x += random.between(3, 9)) canvas.fill(x, 410, random.between(1, 4), 60, 'ink');
  canvas.photograph(() => random.next());
  return canvas.png();
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, width));
  }
  return lines;
}
