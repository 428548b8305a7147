import { dateInWords } from '#shared/dates.ts';
import { fullDate } from './date-text.ts';

/** A date in words ("Nov 18", "Fri, Nov 20"), the full form as its tooltip. */
export function DateWord({ date, today }: { readonly date: string; readonly today: string }) {
  const words = dateInWords(date, today);
  return (
    <time dateTime={date} title={fullDate(date)} className="tabular">
      {words === 'today' ? 'Today' : words}
    </time>
  );
}
