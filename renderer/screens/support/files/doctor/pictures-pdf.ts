/** A page's picture: JPEG bytes and its size in px. */
export interface PagePicture {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** px to points: a screen of 1920 px is a sheet 20 inches wide, which every viewer fits to its window. */
const POINTS = 0.75;

/** One page to a picture, each as large as its picture. The JPEG bytes go in as they are: nothing is lost. */
export function picturesPdf(pages: readonly PagePicture[]): Uint8Array<ArrayBuffer>[] {
  const text = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? text.encode(part) : new Uint8Array(part);
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (number: number, head: string, body?: string | Uint8Array) => {
    offsets[number] = length;
    write(`${number} 0 obj\n${head}\n`);
    if (body !== undefined) {
      write('stream\n');
      write(body);
      write('\nendstream\n');
    }
    write('endobj\n');
  };
  // A line of bytes above 127 tells programs that this is no text.
  write(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x34, 0x0a, 0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]));
  const first = 3;
  object(1, '<< /Type /Catalog /Pages 2 0 R >>');
  object(2, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_page, at) => `${first + at * 3} 0 R`).join(' ')}] >>`);
  pages.forEach(({ jpeg, width, height }, at) => {
    const number = first + at * 3;
    const [across, down] = [width * POINTS, height * POINTS];
    const draw = `q ${across} 0 0 ${down} 0 0 cm /P Do Q`;
    object(number, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${across} ${down}] /Resources << /XObject << /P ${number + 1} 0 R >> >> /Contents ${number + 2} 0 R >>`);
    object(number + 1, `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`, jpeg);
    object(number + 2, `<< /Length ${draw.length} >>`, draw);
  });
  const table = length;
  const count = first + pages.length * 3;
  write(`xref\n0 ${count}\n0000000000 65535 f \n${offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`);
  write(`trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return parts;
}

/** Chosen or pasted pictures as one PDF, a page each, in their order; undefined where one of them cannot be read. */
export async function pdfOf(files: readonly File[], name: string): Promise<File | undefined> {
  const pages: PagePicture[] = [];
  for (const file of files) {
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    if (bitmap === undefined) return undefined;
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (context === null) return undefined;
    context.fillStyle = 'white';
    context.fillRect(0, 0, bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    pages.push({ jpeg: new Uint8Array(await blob.arrayBuffer()), width: bitmap.width, height: bitmap.height });
    bitmap.close();
  }
  return new File(picturesPdf(pages), `${name}.pdf`, { type: 'application/pdf' });
}
