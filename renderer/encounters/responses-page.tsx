import { useSearch } from '@tanstack/react-router';
import { SheetList } from './response-list.tsx';
import { SheetView } from './response-view.tsx';

/** Response sheets of plans that take invoices: the list, or one of them row by row. */
export function ResponsesPage() {
  const { sheet } = useSearch({ strict: false }) as { readonly sheet?: string };
  return sheet ? <SheetView key={sheet} id={sheet} /> : <SheetList />;
}
