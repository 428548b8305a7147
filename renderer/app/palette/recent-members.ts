import { createStore } from '../store.ts';

/** A member whose chart was open lately; kept in memory until the lock. */
export interface RecentMember {
  readonly id: string;
  readonly name: string;
  readonly line: string;
}

const KEPT = 5;

/** The last five members, newest first. */
export const recentMembers = createStore<readonly RecentMember[]>([]);

/** Puts a member at the head of the list. */
export function rememberMember(member: RecentMember): void {
  recentMembers.set([member, ...recentMembers.get().filter((one) => one.id !== member.id)].slice(0, KEPT));
}
