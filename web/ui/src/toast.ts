import type { ReactNode } from 'react';
import { problemText } from './problem';

export interface Message {
  id: number;
  text: ReactNode;
  bad: boolean;
  /** Takes back what was done. */
  undo?: { label: string; run: () => void };
}

let messages: readonly Message[] = [];
let next = 1;
const listeners = new Set<() => void>();

export function change(to: readonly Message[]): void {
  messages = to;
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const current = () => messages;

function show(message: Omit<Message, 'id'>): void {
  change([...messages.slice(-3), { ...message, id: next++ }]);
}

/** Short messages at the edge of the page; `Toaster` shows them. */
export const toast = {
  done: (text: ReactNode, undo?: Message['undo']) => show({ text, bad: false, undo }),
  failed: (error: unknown) => show({ text: problemText(error), bad: true }),
};
