/** The nonce that this page's policy wants on style elements; '' in a page without a policy. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
