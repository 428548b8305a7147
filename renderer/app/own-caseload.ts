import { useQuery } from '@tanstack/react-query';
import { orpc } from '../api.ts';

/** Whether closed caseloads leave this user with their own members only; what needs everyone's is not offered then. */
export function useOwnCaseloadOnly(): boolean {
  const access = useQuery(orpc.assignments.access.queryOptions({ input: {} }));
  return access.data?.ownOnly ?? false;
}
