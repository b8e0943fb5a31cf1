const KEPT = 50;

/** The last things the person did, in words, for the capsule (TKT-03). In memory only. */
export interface Steps {
  add(text: string): void;
  /** Oldest first, at most 50. */
  list(): readonly string[];
  /** They name what the person looked at: the next person at this desk does not send them (R5). */
  forget(): void;
}

export function createSteps(): Steps {
  const steps: string[] = [];
  return {
    add(text) {
      steps.push(text);
      if (steps.length > KEPT) steps.shift();
    },
    list: () => [...steps],
    forget: () => void steps.splice(0),
  };
}
