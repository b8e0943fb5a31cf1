import { createHash } from 'node:crypto';
import type { ChosenFile } from '#shared/domain/tickets/entities.ts';
import type { Id } from '#shared/domain/kernel/ids.ts';
import { Random } from '../random.ts';
import { pdfDocument } from './pdf.ts';
import { photoPicture, screenPicture } from './pictures.ts';

export interface DemoFile {
  readonly chosen: ChosenFile;
  readonly bytes: Uint8Array;
}

const day = (random: Random): string => `${String(random.between(1, 28)).padStart(2, '0')}/${String(random.between(1, 12)).padStart(2, '0')}`;
const sum = (random: Random): string => `${String(random.between(12, 9800))},${String(random.between(10, 99))}`;

function tableRows(count: number, random: Random): string[] {
  return Array.from({ length: count }, (_, row) => [String(row + 1), day(random), `DOC${String(random.between(10_000, 99_999))}`, `CONTO ${String(random.between(100, 999))}`, sum(random)].join(';'));
}

/** A file as a case names it (`pdf:controllo-iva`), about what the letter says; the same id, the same bytes. */
export function demoFile(id: Id, kindAndName: string, title: string, message: string, seed: number): DemoFile {
  const random = new Random(seed);
  const [kind, name] = kindAndName.split(':');
  const number = String(random.between(10, 99));
  switch (kind) {
    case 'screen':
      return made(id, `${name ?? ''}-${number}.png`, 'image/png', screenPicture(title, message, random));
    case 'photo':
      return made(id, `IMG_${String(random.between(1000, 9999))}_${name ?? ''}.png`, 'image/png', photoPicture(name ?? '', random));
    case 'pdf':
      return made(id, `${name ?? ''}.pdf`, 'application/pdf', pdfDocument(title, [message.slice(0, 95), '', ...tableRows(random.between(90, 400), random).map((row) => row.replaceAll(';', '     '))]));
    case 'csv':
      return made(id, `${name ?? ''}-${number}.csv`, 'text/csv', Buffer.from(`riga;data;documento;conto;importo\r\n${tableRows(random.between(250, 1500), random).join('\r\n')}\r\n`, 'utf8'));
    default:
      return made(id, `${name ?? ''}-${number}.txt`, 'text/plain', Buffer.from(logLines(message, random), 'utf8'));
  }
}

function logLines(message: string, random: Random): string {
  let minute = random.between(480, 600);
  const lines = Array.from({ length: random.between(140, 400) }, (_, line) => {
    minute += random.chance(0.2) ? 1 : 0;
    const at = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:${String(random.between(0, 59)).padStart(2, '0')}`;
    return `${at} [${random.chance(0.9) ? 'info' : 'avviso'}] passo ${String(line + 1)}: elaborati ${String(random.between(1, 400))} record in ${String(random.between(2, 900))} ms`;
  });
  return [...lines, message].join('\n');
}

/** A file of these bytes, as a person would have chosen it. */
export function made(id: Id, name: string, mime: string, bytes: Uint8Array): DemoFile {
  return { chosen: { id, name, mime, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }, bytes };
}
