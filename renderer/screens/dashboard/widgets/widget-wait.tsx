import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RpcFailure } from '../../../bridge.ts';
import { sentenceOf } from '../../../errors/sentence.ts';
import { Notice } from '../../../ui/notice.tsx';
import styles from '../dashboard.module.css';

/** A widget's answer, or why there is none; blank for the moment in which it is asked for. */
export function WidgetOf<T>({ answer, children }: { readonly answer: UseQueryResult<T, RpcFailure>; readonly children: (value: T) => ReactNode }) {
  if (answer.isError) return <Notice tone="error">{sentenceOf(answer.error.code, answer.error.details)}</Notice>;
  if (answer.data === undefined) return <div className={styles.blank} aria-busy />;
  return children(answer.data);
}
