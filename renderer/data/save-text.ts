/** Hands the file to the person: the host asks where, or keeps it among the downloads. */
export function saveText(name: string, text: string, mime = 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${mime};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; the bytes may go.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
