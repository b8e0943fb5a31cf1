/** HTML that is ready to be sent; made by `html` alone, so that nothing gets in that was not escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A piece of a page: strings are escaped, pieces and lists of pieces stand as they are. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const filled = values.map((value) => (typeof value === 'string' ? escapeHtml(value) : value instanceof Html ? value.text : value.map(({ text }) => text).join('')));
  return new Html(parts.map((part, index) => part + (filled[index] ?? '')).join(''));
}
