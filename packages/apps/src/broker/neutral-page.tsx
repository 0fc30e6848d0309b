import { tagOfLanguage } from "../ui/language.ts";
import { useBroker } from "./context.ts";

const DAYS_A_WEEK = 7;

/** The page of a daybook: this month. It says nothing, and a tap on today leads on. */
export function NeutralPage() {
  const { model, language, nowMs } = useBroker();
  const tag = tagOfLanguage(language);
  const now = new Date(nowMs());
  const write = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  const monday = new Date(2024, 0, 1);
  const weekdays = Array.from({ length: DAYS_A_WEEK }, (_, i) =>
    write({ weekday: "narrow" }).format(monday.getTime() + i * 86_400_000 + 43_200_000),
  );
  return (
    <main class="page neutral" data-testid="neutral">
      <h1>{write({ year: "numeric", month: "long" }).format(now)}</h1>
      <table>
        <thead>
          <tr>
            {weekdays.map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(now).map((week, i) => (
            <tr key={i}>
              {week.map((day, j) => (
                <td key={j}>
                  {day === now.getDate() ? (
                    <button type="button" onClick={() => model.comeBack()}>
                      {day}
                    </button>
                  ) : (
                    (day ?? "")
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

/** The days of a month in weeks from Monday, null outside of it. */
function weeksOf(date: Date): (number | null)[][] {
  const before = (new Date(date.getFullYear(), date.getMonth(), 1).getDay() + 6) % DAYS_A_WEEK;
  const count = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  const weeks = Math.ceil((before + count) / DAYS_A_WEEK);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: DAYS_A_WEEK }, (_unused, weekday) => {
      const day = week * DAYS_A_WEEK + weekday - before + 1;
      return day >= 1 && day <= count ? day : null;
    }),
  );
}
