import { useMemo, type SyntheticEvent } from 'react';
import { invoke } from '../../../bridge.ts';
import { reportProblem } from '../../../errors/problems.ts';
import { htmlPage } from './html-page.ts';
import styles from './file.module.css';

/** Of somebody at the desk (OFF-04), and of a press outside of a menu; keys go on by themselves. */
const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'mousedown'] as const;

interface HtmlViewProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name: string;
  readonly language: string;
}

/** DOC-01: an HTML manual in a frame where no script can run and nothing is fetched; its links are followed by us. */
export function HtmlView({ bytes, name, language }: HtmlViewProps) {
  const page = useMemo(() => htmlPage(bytes, language), [bytes, language]);
  return <iframe className={styles.frame} title={name} sandbox="allow-same-origin" srcDoc={page} onLoad={wire} />;
}

/** `allow-same-origin` lets this window hear the frame; the other way nothing can be said, since no script runs there. */
function wire(event: SyntheticEvent<HTMLIFrameElement>): void {
  const frame = event.currentTarget;
  const inside = frame.contentDocument;
  if (inside === null) return;
  inside.addEventListener('click', (click) => {
    const link = nearestLink(click.target);
    if (link === null) return;
    click.preventDefault();
    follow(inside, link.getAttribute('href') ?? '');
  });
  inside.addEventListener('auxclick', (click) => click.preventDefault());
  // Bare ones: they say that something was done, and do nothing by themselves.
  for (const sign of SIGNS) inside.addEventListener(sign, () => frame.dispatchEvent(new Event(sign, { bubbles: true })), { passive: true });
  // The program's keys go on working while the manual has the focus.
  inside.addEventListener('keydown', (pressed) => {
    const { key, code, ctrlKey, shiftKey, altKey, metaKey } = pressed;
    const free = frame.dispatchEvent(new KeyboardEvent('keydown', { key, code, ctrlKey, shiftKey, altKey, metaKey, bubbles: true, cancelable: true }));
    if (!free) pressed.preventDefault();
  });
}

// Asked for what it can and not for its class: what stands in the frame is of another window.
function nearestLink(target: EventTarget | null): Element | null {
  const element = target as Element | null; // A click's target is an element.
  return element?.closest('a[href]') ?? null;
}

function follow(inside: Document, href: string): void {
  if (!href.startsWith('#')) {
    invoke('app.openExternal', { url: href }).catch((cause: unknown) => reportProblem({ cause }));
    return;
  }
  const name = decode(href.slice(1));
  const place = inside.getElementById(name) ?? inside.getElementsByName(name)[0];
  place?.scrollIntoView();
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
