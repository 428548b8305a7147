import { createContext, type RefObject, useContext } from 'react';

/** The element that scrolls the page's main column; long lists measure themselves against it. */
export const PageScrollContext = createContext<RefObject<HTMLDivElement | null> | null>(null);

/** The page's scrolling element, or null outside a page. */
export function usePageScroll(): RefObject<HTMLDivElement | null> | null {
  return useContext(PageScrollContext);
}
