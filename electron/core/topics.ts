import type { TopicName, Topics } from '#shared/rpc/contract.ts';

/** What the core tells every window; each listener gets every topic. */
export interface Publisher {
  publish<T extends TopicName>(topic: T, data: Topics[T]): void;
  listen(listener: (topic: TopicName, data: unknown) => void): () => void;
}

export function createPublisher(): Publisher {
  const listeners = new Set<(topic: TopicName, data: unknown) => void>();
  return {
    publish(topic, data) {
      for (const listener of listeners) listener(topic, data);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
