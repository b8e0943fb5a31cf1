const LONGEST = 300;

/** The first line that has words (LST-03), at most 300 characters. */
export function firstLine(plain: string): string {
  const found = plain.split('\n').find((line) => line.trim() !== '');
  return (found ?? '').trim().slice(0, LONGEST);
}
