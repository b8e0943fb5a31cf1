/** What the preload (desktop) or the socket client (browser host) gives a window, and nothing more. */
export interface Bridge {
  /** Resolves with the answer; rejects with an RpcError as a plain object. */
  invoke(method: string, input: unknown): Promise<unknown>;
  /** Calls back on each event until the returned function is called. `connection` is a topic of the bridge itself: 'open' | 'lost'. */
  subscribe(topic: string, listener: (data: unknown) => void): () => void;
}
