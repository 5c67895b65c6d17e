import { readProcedures } from '../../schema/catalogue/index.js';

type Procedure = ReturnType<typeof readProcedures>[number];

/**
 * As many procedures: the real ones, and after them made-up ones that say so, each with the facts of a real one, under
 * codes `9.000001` and on that no real procedure has.
 */
export function procedureCatalogue(count: number): Procedure[] {
  const real = readProcedures();
  const made = Array.from({ length: Math.max(0, count - real.length) }, (_, place) => {
    const model = real[place % real.length] as Procedure;
    const number = String(place + 1).padStart(6, '0');
    return { ...model, code: `9.${number}`, name: `Thủ tục mô phỏng số ${number}`, sourceNote: 'Mô phỏng, chỉ để đo.' };
  });
  return [...real, ...made];
}
