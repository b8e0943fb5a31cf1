/** A document of A4 pages, a title on each, a line of text to an entry of `lines`; uncompressed, a few kB to a page. */
export function pdfDocument(title: string, lines: readonly string[]): Uint8Array {
  const PER_PAGE = 52;
  const pages: string[] = [];
  for (let first = 0; first < Math.max(1, lines.length); first += PER_PAGE) {
    const shown = lines.slice(first, first + PER_PAGE);
    const rows = shown.map((line, place) => `1 0 0 1 50 ${String(760 - place * 13)} Tm (${escaped(line)}) Tj`);
    const number = `${String(pages.length + 1)}/${String(Math.max(1, Math.ceil(lines.length / PER_PAGE)))}`;
    pages.push(`BT /F2 14 Tf 1 0 0 1 50 795 Tm (${escaped(title)}) Tj /F1 9 Tf ${rows.join(' ')} 1 0 0 1 520 30 Tm (${number}) Tj ET 50 785 m 545 785 l S`);
  }
  // Objects 1 to 4 are the catalogue, the pages and two fonts; then a page and its content in turn.
  const kids = pages.map((_, place) => `${String(5 + place * 2)} 0 R`).join(' ');
  const font = (name: string): string => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${String(pages.length)} >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    ...pages.flatMap((content, place) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${String(6 + place * 2)} 0 R >>`,
      `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.4\n';
  const places: number[] = [];
  objects.forEach((object, index) => {
    places.push(text.length);
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
  });
  const start = text.length;
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${table}trailer\n<< /Size ${String(objects.length + 1)} /Root 1 0 R >>\nstartxref\n${String(start)}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** Latin 1, as the fonts' encoding has it; a letter beyond it becomes a question mark. */
function escaped(text: string): string {
  return text.replace(/[()\\]/g, '\\$&').replace(/[^\u0020-\u00ff]/g, '?');
}
