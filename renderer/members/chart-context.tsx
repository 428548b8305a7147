import { createContext, type ReactNode, useContext, useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import type { Chart } from '#shared/members/contract.ts';

/** What every tab of a chart knows. */
export interface ChartContextValue {
  readonly memberId: string;
  readonly chart: Chart;
  readonly today: string;
  /** Where the rail of the open tab is drawn; null while it has none, or while its drawer is closed. */
  readonly railSlot: HTMLElement | null;
  readonly setRailWidth: (width: number | null) => void;
}

const ChartContext = createContext<ChartContextValue | null>(null);

/** Gives the chart to its tabs. */
export function ChartProvider({
  value,
  children,
}: {
  readonly value: ChartContextValue;
  readonly children: ReactNode;
}) {
  return <ChartContext value={value}>{children}</ChartContext>;
}

/** The open chart; only inside one of its tabs. */
export function useChart(): ChartContextValue {
  const value = useContext(ChartContext);
  if (!value) throw new Error('There is no chart here.');
  return value;
}

/** The rail of a tab: put it anywhere inside the tab, with sections of `Rail` in it. */
export function ChartRail({
  width = 295,
  children,
}: {
  readonly width?: number;
  readonly children: ReactNode;
}) {
  const { railSlot, setRailWidth } = useChart();
  useLayoutEffect(() => {
    setRailWidth(width);
    return () => setRailWidth(null);
  }, [width, setRailWidth]);
  return railSlot ? createPortal(children, railSlot) : null;
}
