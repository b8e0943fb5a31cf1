/**
 * OFF-08: the pages work in Chrome, Edge and Firefox, on telephones too; any other gets a sentence. By what the browser
 * says of itself: nothing hangs on it but a page's looks.
 */
export function isKnownBrowser(userAgent: string | undefined): boolean {
  const agent = (userAgent ?? '').slice(0, 500);
  if (/\b(OPR|Opera|OPiOS|YaBrowser|Vivaldi|SamsungBrowser|UCBrowser|MSIE|Trident|DuckDuckGo)\b/.test(agent)) return false;
  return /\b(Chrome|HeadlessChrome|Chromium|CriOS|Edg|EdgA|EdgiOS|Firefox|FxiOS)\/\d/.test(agent);
}
