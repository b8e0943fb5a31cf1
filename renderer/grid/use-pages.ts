import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { InputOf, MethodName, OutputOf } from '#shared/rpc/contract.ts';
import { invoke } from '../bridge.ts';

/** Rows: more than most windows show, and no more, since half of what a page takes goes by its rows (P1). */
const PAGE = 50;
/** How long a page out of sight is kept, ms: it comes back in a moment, and many would fill the window's memory (P7). */
const KEPT = 10_000;
/** Who flies past pages does not read them: they are asked for where the list stands still for so long, ms. */
const FLIGHT = 50;
const pageOf = (index: number): number => Math.floor(index / PAGE);

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}
/** A method that answers pages: it takes `offset` and `limit` beside the rest of its input. */
type PagedMethod = { [M in MethodName]: OutputOf<M> extends Page<infer _Row> ? M : never }[MethodName];
type RowOfPage<M extends PagedMethod> = OutputOf<M> extends Page<infer Row> ? Row : never;

interface Pages<M extends PagedMethod> {
  readonly count: number;
  readonly rowAt: (index: number) => RowOfPage<M> | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** The first page's whole answer, for counts beside the rows; undefined until it came. */
  readonly head: OutputOf<M> | undefined;
  readonly failed: Error | null;
  readonly loading: boolean;
}

/** The pages of a long list that are in sight, each asked for once and again when the core says that rows changed. */
export function usePages<M extends PagedMethod>(method: M, input: Omit<InputOf<M>, 'offset' | 'limit'>): Pages<M> {
  const [range, setRange] = useState<readonly [first: number, last: number]>([0, 0]);
  const name = JSON.stringify(input);
  const wanted = useMemo(() => {
    const pages = new Set([0]);
    for (let page = pageOf(range[0]); page <= pageOf(range[1]); page += 1) pages.add(page);
    return [...pages];
  }, [range]);
  const answers = useQueries({
    queries: wanted.map((page) => {
      // The rest of the input is the caller's and typed; offset and limit complete it.
      const whole = { ...input, offset: page * PAGE, limit: PAGE } as InputOf<M>;
      return { queryKey: [method, whole], queryFn: () => invoke(method, whole), ...(page === 0 ? {} : { gcTime: KEPT }) };
    }),
  });
  const byPage = new Map(wanted.map((page, at) => [page, answers[at]?.data as Page<RowOfPage<M>> | undefined]));
  const head = answers[0]?.data;
  const count = byPage.get(0)?.total ?? 0;
  const stamp = answers.map((answer) => answer.dataUpdatedAt).join();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `stamp` and `name` stand for the answers: the function changes only when a row may have
  const rowAt = useCallback((index: number) => byPage.get(pageOf(index))?.rows[index % PAGE], [stamp, name, wanted]);
  const latest = useRef(0);
  const standing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(standing.current), []);
  const onRange = useCallback((first: number, last: number) => {
    const set = () => setRange((now) => (pageOf(now[0]) === pageOf(first) && pageOf(now[1]) === pageOf(last) ? now : [first, last]));
    const flies = Math.abs(pageOf(first) - pageOf(latest.current)) > 1;
    latest.current = first;
    clearTimeout(standing.current);
    if (flies) standing.current = setTimeout(set, FLIGHT);
    else set();
  }, []);
  return { count, rowAt, onRange, head, failed: answers[0]?.error ?? null, loading: answers[0]?.isPending ?? true };
}
