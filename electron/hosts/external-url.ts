/**
 * An address that may leave the program: https and mailto, without a user or password in it; anything else (file:,
 * javascript:, a custom protocol) is undefined. Both hosts ask here before they hand an address to the system.
 */
export function externalUrl(text: string): URL | undefined {
  if (text.length > 2000 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'mailto:') return undefined;
  return url.username === '' && url.password === '' ? url : undefined;
}
