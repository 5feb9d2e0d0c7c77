// The types are the package's; the script itself comes from the public folder, beside its wasm.
import type { OutageLens, Report } from 'outage-lens';

const element: OutageLens | null = document.querySelector('outage-lens');

element?.addEventListener('outage-lens:report', ({ detail: { report } }) => {
  const told: Report = report;
  const hours = told.cost === null ? 0 : told.cost.equivalent_hours;
  document.querySelector('#told')!.textContent = `${told.outages.length} outages, ${hours.toFixed(1)} hours`;
});

export async function table(lens: OutageLens): Promise<string> {
  lens.represents = 'country';
  lens.sensitivity = 0.6;
  lens.frozen = false;
  return lens.toCSV();
}
