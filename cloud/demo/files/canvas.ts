import { crc32, deflateSync } from 'node:zlib';
import { columnsOf } from './font.ts';

/** Eight colours, then shades of grey from black to white. */
const COLOURS = { paper: 0xf4f5f7, white: 0xffffff, ink: 0x1f2430, line: 0xc9ced8, blue: 0x1f5fbf, red: 0xc0392b, amber: 0xd9a441, green: 0x2e8b57 } as const;
export type Colour = keyof typeof COLOURS;
const NAMES = Object.keys(COLOURS);
const GREYS = 64;

/** A small picture with a palette, drawn by hand and written as PNG. */
export class Canvas {
  readonly #width: number;
  readonly #height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#pixels = new Uint8Array(width * height);
  }

  fill(x: number, y: number, width: number, height: number, colour: Colour): void {
    const index = NAMES.indexOf(colour);
    for (let row = Math.max(0, y); row < Math.min(this.#height, y + height); row += 1) {
      this.#pixels.fill(index, row * this.#width + Math.max(0, x), row * this.#width + Math.min(this.#width, x + width));
    }
  }

  frame(x: number, y: number, width: number, height: number, colour: Colour): void {
    this.fill(x, y, width, 1, colour);
    this.fill(x, y + height - 1, width, 1, colour);
    this.fill(x, y, 1, height, colour);
    this.fill(x + width - 1, y, 1, height, colour);
  }

  /** Accents are left out: the letters are those of a character display. `scale` pixels to a dot. */
  text(x: number, y: number, words: string, colour: Colour, scale = 2): void {
    const plain = words.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'");
    [...plain].forEach((letter, place) => {
      columnsOf(letter).forEach((column, across) => {
        for (let down = 0; down < 8; down += 1) {
          if (((column >> down) & 1) === 1) this.fill(x + (place * 6 + across) * scale, y + down * scale, scale, scale, colour);
        }
      });
    });
  }

  /** Turns every dot into a grey of a photograph: dark stays dark; `grain` answers from 0 to 1. */
  photograph(grain: () => number): void {
    this.#pixels.forEach((index, place) => {
      const name = NAMES[index];
      const colour = name === undefined ? 0 : Object.values(COLOURS)[index] ?? 0;
      const light = (((colour >> 16) & 255) + ((colour >> 8) & 255) + (colour & 255)) / 765;
      const shade = 1 - (0.25 * (place % this.#width)) / this.#width;
      this.#pixels[place] = NAMES.length + Math.min(GREYS - 1, Math.floor((light * shade * 0.8 + 0.1 * grain()) * GREYS));
    });
  }

  png(): Uint8Array {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.#width, 0);
    header.writeUInt32BE(this.#height, 4);
    // Eight bits a dot, by palette.
    header.set([8, 3, 0, 0, 0], 8);
    const greys = Array.from({ length: GREYS }, (_, shade) => Math.round((shade * 255) / (GREYS - 1)));
    const palette = Buffer.from([...Object.values(COLOURS).flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]), ...greys.flatMap((grey) => [grey, grey, grey])]);
    const lines = Buffer.alloc((this.#width + 1) * this.#height);
    for (let row = 0; row < this.#height; row += 1) lines.set(this.#pixels.subarray(row * this.#width, (row + 1) * this.#width), row * (this.#width + 1) + 1);
    return Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      ...[chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', deflateSync(lines, { level: 5 })), chunk('IEND', Buffer.alloc(0))],
    ]);
  }
}

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
