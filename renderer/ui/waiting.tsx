import { useEffect, useState } from 'react';
import styles from './waiting.module.css';

/** Says what is waited for, once it takes more than 300 ms (ui.md); before that, nothing flickers. */
export function Waiting({ what }: { readonly what: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.waiting} role="status">
      {late && (
        <>
          <span className={styles.wheel} aria-hidden />
          {what}
        </>
      )}
    </div>
  );
}
