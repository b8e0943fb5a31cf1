/**
 * A PDF made by hand: a page for each list of lines (no brackets, no letters beyond ASCII), a black square at the foot of
 * each as a fax would send it, a link, and a script that wants to run when it is opened. `locked`: it asks for a password.
 */
export function smallPdf(pages: readonly (readonly string[])[], locked = false): Buffer {
  const first = 5;
  // Group 4: a bit for each row that is as white as the one above it, then the end; `Decode` turns it black.
  const square = `${'\xff'.repeat(10)}\0\x10\x01`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert("no")) >> >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${first + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Type /XObject /Subtype /Image /Width 80 /Height 80 /BitsPerComponent 1 /ColorSpace /DeviceGray /Decode [1 0] /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 80 /Rows 80 >> /Length ${square.length} >>\nstream\n${square}\nendstream`,
    ...pages.flatMap((lines, index) => {
      const words = `BT /F1 18 Tf 60 760 Td 26 TL ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET q 80 0 0 80 60 40 cm /S Do Q`;
      const link = '<< /Type /Annot /Subtype /Link /Rect [60 750 300 780] /A << /S /URI /URI (https://example.invalid/) >> >>';
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /S 4 0 R >> >> /Annots [${link}] /Contents ${first + index * 2 + 1} 0 R >>`,
        `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
      ];
    }),
    `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const lock = locked ? `/Encrypt ${objects.length} 0 R /ID [<00> <00>]` : '';
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${lock} >>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
}
