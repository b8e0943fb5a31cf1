import type { RefObject } from 'react';

/** Why a file is not shown though its bytes are here; each has a sentence, `view.problem.<it>`. */
export type ViewProblem = 'image' | 'image_large' | 'pdf' | 'pdf_locked';

/** What every view of a file is given. */
export interface ViewProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name: string;
  /** 1 is the whole width. */
  readonly zoom: number;
  /** What it is drawn in, which scrolls. */
  readonly stage: RefObject<HTMLDivElement | null>;
  readonly onProblem: (problem: ViewProblem) => void;
}
