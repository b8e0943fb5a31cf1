/** How a file can be looked at here; `none` opens with its own program alone. */
export type ViewKind = 'image' | 'text' | 'pdf' | 'none';

/** By the ending of its name. SVG is not among them: it is a document that can act. */
const KINDS: Readonly<Record<string, ViewKind>> = {
  png: 'image', jpg: 'image', jpeg: 'image', gif: 'image', webp: 'image',
  pdf: 'pdf',
  txt: 'text', csv: 'text', xml: 'text', json: 'text', log: 'text',
};
/** For names without an ending, such as that of a pasted picture. */
const TYPES: Readonly<Record<string, ViewKind>> = {
  'image/png': 'image', 'image/jpeg': 'image', 'image/gif': 'image', 'image/webp': 'image',
  'application/pdf': 'pdf',
  'text/plain': 'text', 'text/csv': 'text', 'text/xml': 'text', 'application/xml': 'text', 'application/json': 'text',
};

/** DET-08: the kind that a file says it is. What it says is a stranger's word: its bytes are looked at before they are shown. */
export function kindOf(file: { readonly name: string; readonly mime: string }): ViewKind {
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase();
  const known: Readonly<Record<string, ViewKind>> = ending === undefined ? TYPES : KINDS;
  const key = ending ?? file.mime.toLowerCase();
  return Object.hasOwn(known, key) ? (known[key] ?? 'none') : 'none';
}

const startsWith = (bytes: Uint8Array, text: string, at = 0) => [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/** The type of a picture by its first bytes, never by its name or its sender's word; null for none of the four. */
export function imageType(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | null {
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (startsWith(bytes, '\xff\xd8\xff')) return 'image/jpeg';
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'image/gif';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'image/webp';
  return null;
}
