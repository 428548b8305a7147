import { useQuery } from '@tanstack/react-query';
import { Temporal } from 'temporal-polyfill';
import { orpc } from '../api.ts';
import { localToday } from '../components/date-text.ts';

/** The agency's time zone; the computer's own until it is known. */
export function useTimeZone(): string {
  const agency = useQuery(orpc.settings.agency.queryOptions({ input: {}, staleTime: 600_000 }));
  return agency.data?.timeZone ?? Temporal.Now.timeZoneId();
}

/** Today's date where the agency is; clocks and service dates count there. */
export function useToday(): string {
  const zone = useTimeZone();
  try {
    return Temporal.Now.plainDateISO(zone).toString();
  } catch {
    return localToday();
  }
}
