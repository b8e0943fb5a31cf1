import { SITE_ORIGIN } from '#shared/domain/org/entities.ts';

/** The sites of typed lines as browsers name them, each once; or the first line that is none. */
export function sitesIn(typed: string): { readonly sites: string } | { readonly odd: string } {
  const sites = new Set<string>();
  for (const word of typed.split(/[\s,;]+/).filter((one) => one !== '')) {
    const origin = URL.canParse(word) ? new URL(word).origin : '';
    if (!SITE_ORIGIN.test(origin)) return { odd: word };
    sites.add(origin);
  }
  return { sites: [...sites].join(' ') };
}

/** What the web site's page takes in: the form in a frame, as high as it is when nothing is wrong. */
export function snippetOf(address: string, title: string): string {
  const quoted = title.replace(/[&"<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<iframe src="${address}" title="${quoted}" style="border: 0; width: 100%; height: 1040px" loading="lazy"></iframe>`;
}
