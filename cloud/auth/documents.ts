import { readFile } from 'node:fs/promises';
import { privacySchema, type PrivacyNotice } from '#shared/api/access.ts';

const DOCUMENTS = { privacy: 'privacy-notice', contract: 'service-contract' } as const;
const loaded = new Map<keyof typeof DOCUMENTS, Promise<PrivacyNotice>>();

/** A text that people accept, in all languages, with the version that is in force (resources/legal). */
export function documentInForce(name: keyof typeof DOCUMENTS): Promise<PrivacyNotice> {
  let document = loaded.get(name);
  if (!document) {
    document = readFile(new URL(`../../resources/legal/${DOCUMENTS[name]}.json`, import.meta.url), 'utf8').then((text) => privacySchema.parse(JSON.parse(text)));
    loaded.set(name, document);
  }
  return document;
}

/** ACC-02: to be opened and accepted at the first sign-in. */
export function currentPrivacy(): Promise<PrivacyNotice> {
  return documentInForce('privacy');
}
