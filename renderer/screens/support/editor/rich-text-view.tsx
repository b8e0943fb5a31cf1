import { Fragment, type ReactNode } from 'react';
import type { RichNode, RichText } from '#shared/domain/kernel/rich-text.ts';
import { invoke } from '../../../bridge.ts';
import { LinkButton } from '../../../ui/link.tsx';
import { isAddress } from './clean-doc.ts';
import styles from './editor.module.css';

interface RichTextViewProps {
  readonly doc: RichText;
  /** Draws the attachment that stands in the text as a picture; null where it is not there (any more). */
  readonly picture: (attachmentId: string) => ReactNode;
}

/** A written text for reading. Everything is drawn as words: nothing in it can act but a link, and that asks the core. */
export function RichTextView({ doc, picture }: RichTextViewProps) {
  return <div className={styles.read}>{doc.content.map((node, index) => block(node, index, picture))}</div>;
}

function block(node: RichNode, key: number, picture: RichTextViewProps['picture']): ReactNode {
  const children = () => (node.content ?? []).map((child, index) => block(child, index, picture));
  switch (node.type) {
    case 'bulletList':
      return <ul key={key}>{children()}</ul>;
    case 'orderedList':
      return <ol key={key}>{children()}</ol>;
    case 'listItem':
      return <li key={key}>{children()}</li>;
    case 'blockquote':
      return <blockquote key={key}>{children()}</blockquote>;
    case 'codeBlock':
      return (
        <pre key={key}>
          <code>{(node.content ?? []).map((child) => child.text ?? '').join('')}</code>
        </pre>
      );
    case 'picture':
      return <Fragment key={key}>{picture(String(node.attrs?.['attachmentId']))}</Fragment>;
    default:
      return <p key={key}>{(node.content ?? []).map(inline)}</p>;
  }
}

function inline(node: RichNode, index: number): ReactNode {
  if (node.type === 'hardBreak') return <br key={index} />;
  const words = (node.marks ?? []).reduceRight<ReactNode>(marked, node.text ?? '');
  return <Fragment key={index}>{words}</Fragment>;
}

function marked(inside: ReactNode, mark: NonNullable<RichNode['marks']>[number]): ReactNode {
  switch (mark.type) {
    case 'bold':
      return <strong>{inside}</strong>;
    case 'italic':
      return <em>{inside}</em>;
    case 'underline':
      return <u>{inside}</u>;
    case 'strike':
      return <s>{inside}</s>;
    case 'code':
      return <code>{inside}</code>;
    case 'link': {
      const href = String(mark.attrs?.['href'] ?? '');
      // Shown with its address: the words of a link are whatever its author wrote.
      return isAddress(href) ? (
        <LinkButton title={href} onClick={() => void invoke('app.openExternal', { url: href })}>
          {inside}
        </LinkButton>
      ) : (
        inside
      );
    }
    default:
      return inside;
  }
}
