/** How much of a text is shown, bytes. */
export const TEXT_SHOWN = 200 * 1024;

export type CodePage = 'windows-1252' | 'windows-1251';

/** What turns the order of the words around it, so that a text reads as another one. */
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * The beginning of a text file as plain words. What cannot be seen and changes how the rest reads is shown by its name:
 * «‹U+202E›», «␀». `cut`: more follows. `before`: the code page of files that are not UTF-8 and do not say theirs.
 */
export function textOf(bytes: Uint8Array, before: CodePage): { readonly text: string; readonly cut: boolean } {
  const cut = bytes.length > TEXT_SHOWN;
  const text = decode(bytes.subarray(0, TEXT_SHOWN), { before, cut });
  return { text: text.replace(BIDI, nameOf).replace(CONTROL, pictureOf), cut };
}

const nameOf = (letter: string) => `‹U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`;
const pictureOf = (letter: string) => String.fromCharCode(letter === '\u007f' ? 0x2421 : 0x2400 + letter.charCodeAt(0));

/** The code page of older files, which are not UTF-8 and do not say theirs, of who writes in this language. */
export function codePageOf(language: string): CodePage {
  return language === 'ru' ? 'windows-1251' : 'windows-1252';
}

interface Decoding {
  readonly before: CodePage;
  /** They end anywhere, perhaps within a letter. */
  readonly cut?: boolean;
  /** The encoding that they name themselves. */
  readonly said?: string | undefined;
}

/** Bytes as text: by their mark, then by what they say of themselves, as UTF-8, and as an older file's last of all. */
export function decode(bytes: Uint8Array, { before, cut = false, said }: Decoding): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes, { stream: cut });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes, { stream: cut });
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const named = marked || said === undefined ? null : decoderOf(said);
  if (named !== null) return named.decode(bytes, { stream: cut });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return new TextDecoder(marked ? 'utf-8' : before).decode(bytes);
  }
}

/** Null for an encoding that nobody knows, and for UTF-16: it could not have been read where it was said. */
function decoderOf(said: string): TextDecoder | null {
  try {
    const decoder = new TextDecoder(said);
    return decoder.encoding.startsWith('utf-16') ? null : decoder;
  } catch {
    return null;
  }
}
