import DOMPurify from 'dompurify';
import { styleNonce } from '../../../ui/style-nonce.ts';
import { decodeHtml } from './decode-html.ts';

/** What stands apart from what is around it, so that two words do not become one. */
const BLOCKS = 'address,article,aside,blockquote,br,caption,dd,div,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,p,pre,section,td,th,tr';
const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,/i;
const LINK = /^(#|https:|mailto:)/i;

/** White paper whatever the program looks like: manuals bring pictures that were made for it. */
const STYLE = `
  :root { color-scheme: light; }
  body { margin: 0; padding: 20px 28px 40px; background: #fff; color: #1b1f23; font: 15px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
  body > * { max-width: 780px; }
  h1 { font-size: 24px; } h2 { font-size: 19px; } h3 { font-size: 16px; }
  img { max-width: 100%; height: auto; }
  table { border-collapse: collapse; } th, td { padding: 4px 8px; border: 1px solid #8a9199; text-align: start; vertical-align: top; }
  pre { padding: 8px 12px; background: #f2f3f5; overflow: auto; } a { color: #0b5cad; }
  :focus-visible { outline: 2px solid #0b5cad; outline-offset: 2px; }
`;

/**
 * A stranger's HTML without anything that acts, asks the network or dresses up as the program: no script, style, form,
 * frame or SVG; pictures only from inside the file, links only within it, to https and to mail (R8).
 */
export function cleanHtml(html: string): DocumentFragment {
  const purifier = DOMPurify(window);
  purifier.addHook('uponSanitizeAttribute', (_node, data) => {
    const { attrName, attrValue } = data;
    if (attrName === 'href') data.keepAttr = LINK.test(attrValue.trim());
    else if (attrName === 'src') data.keepAttr = PICTURE.test(attrValue.trim());
  });
  return purifier.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'select', 'option', 'textarea', 'fieldset', 'dialog', 'audio', 'video', 'source', 'track', 'picture', 'map', 'area', 'template', 'slot'],
    FORBID_ATTR: ['style', 'srcset', 'background', 'autofocus', 'tabindex', 'accesskey', 'popover', 'popovertarget', 'contenteditable', 'target', 'ping', 'usemap', 'action', 'formaction', 'poster'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    SANITIZE_NAMED_PROPS: false,
  });
}

/** The page that a frame without script shows; it has this window's policy, which knows no network (electron/hosts/content-policy.ts). */
export function htmlPage(bytes: Uint8Array, language: string): string {
  const page = document.implementation.createHTMLDocument('');
  page.documentElement.lang = language;
  const style = page.createElement('style');
  style.setAttribute('nonce', styleNonce());
  style.textContent = STYLE;
  page.head.append(style);
  page.body.append(cleanHtml(decodeHtml(bytes, language)));
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/** Its words, for the search. */
export function htmlWords(bytes: Uint8Array, language: string): string {
  const clean = cleanHtml(decodeHtml(bytes, language));
  for (const block of clean.querySelectorAll(BLOCKS)) {
    block.before('\n');
    block.after('\n');
  }
  return (clean.textContent ?? '').replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n').trim();
}
