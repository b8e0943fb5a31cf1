/**
 * One kind of request with its conversation, told up to three times with other names and numbers. In every text
 * `{a|b|c}` is one of the three, `{cliente}` a word of the company's world (../world.ts), the same all through a ticket.
 */
export interface Case {
  readonly area: 'administrative' | 'management' | 'systems';
  readonly type?: 'appointment';
  /** Companies that can have it; all when left out. */
  readonly only?: readonly ('rossi' | 'bikelt' | 'serra')[];
  /** One for each telling. */
  readonly titles: readonly [string, string, string];
  /** A line to a paragraph; `- ` makes a list, `> ` keeps what a program printed. */
  readonly text: string;
  /**
   * What follows, a step a line: `O` an operator answers, `C` the customer, `N` an internal note, `D` hands to
   * development, `R` takes back from it. `?` asks and waits for the customer, `+` sends the file. The last answer closes.
   */
  readonly talk: readonly string[];
  /** What is sent along: with the step that has a `+`, or with the request itself the first time it is told. */
  readonly file?: `${'screen' | 'photo' | 'pdf' | 'csv' | 'log'}:${string}`;
  /** Why it can be blocking (TKT-10); without it, it never is. */
  readonly urgent?: string;
}
