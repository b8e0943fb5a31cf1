import type { Piece } from './word-diff.ts';
import styles from './conflict-screen.module.css';

/** A value for reading; what the other one does not have is marked, for the eye and for the ear. */
export function ValueText({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <div className={styles.value}>
      {pieces.map((piece, index) => (piece.own ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}
    </div>
  );
}
