/** The files of each language: words of the kit, of the program's frame, of errors, of the support screens, of the dashboard, of what goes with a request, of promises and the technician’s tools, of the company’s own screens, of notices, of signing in and the account, of the file doctor. */
export const NAMESPACES = ['common', 'shell', 'errors', 'support', 'dashboard', 'capsule', 'company', 'service', 'notices', 'library', 'access', 'files'] as const;
export type Namespace = (typeof NAMESPACES)[number];
/** Flat keys; `{{fact}}` is filled in, and plurals have the suffixes of i18next (`_one`, `_few`, `_many`, `_other`). */
export type Messages = Readonly<Record<Namespace, Readonly<Record<string, string>>>>;
