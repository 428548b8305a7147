/** The mark of the product: a hearth with its flame. Decoration; the name stands beside it. */
export function Mark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 44 44" aria-hidden="true" focusable="false" fill="none">
      <path
        d="M5 40V19a17 17 0 0 1 34 0v21"
        stroke="var(--ember)"
        strokeWidth={size < 30 ? 5.6 : 4.6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M22.5 14c1.4 3.6 7 6.600 7 12.800 0 4.600-3.300 8.200-7.500 8.200s-7.500-3.400-7.500-8c0-3.200 1.800-5.200 3.200-6.800.3 1.900 1 3 2.200 3.600.9-3.200 1-6.700 2.600-9.800Z"
        fill="var(--ember)"
      />
    </svg>
  );
}
