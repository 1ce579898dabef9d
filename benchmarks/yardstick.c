/* The same work as benchmarks/per_deal.py in plain C, for one core: of each lease the rate of return of its flows (paid in advance,
   residual at the end), by Newton on the polynomial in v = 1 / (1 + rate), and the schedule at that rate with interest rounded to the cent.
   Leases are taken sixteen at a time, so that the compiler can use vectors. Amounts are in currency; balances (rows + 1, leases) in cents. */

#include <math.h>
#include <stddef.h>

#define LANES 16
#define STEPS 40

static void rates_of(size_t rows, const double *financed, const double *rent, const double *residual, double *v) {
    for (int lane = 0; lane < LANES; lane++) v[lane] = 0.99;
    for (int step = 0; step < STEPS; step++) {
        double value[LANES], slope[LANES], largest = 0.0;
        for (int lane = 0; lane < LANES; lane++) { value[lane] = residual[lane]; slope[lane] = 0.0; }
        for (size_t row = rows; row-- > 0;) {
            for (int lane = 0; lane < LANES; lane++) {
                slope[lane] = slope[lane] * v[lane] + value[lane];
                value[lane] = value[lane] * v[lane] + rent[lane];
            }
        }
        for (int lane = 0; lane < LANES; lane++) {
            double change = (value[lane] - financed[lane]) / slope[lane];
            v[lane] -= change;
            largest = fmax(largest, fabs(change));
        }
        if (largest < 1e-9) return; /* the next step would be below 1e-16 */
    }
}

void yardstick(size_t leases, size_t rows, const double *financed, const double *rent, const double *residual, double *rates, double *balances) {
    for (size_t first = 0; first < leases; first += LANES) {
        double v[LANES], rate[LANES], cents[LANES], paid[LANES];
        rates_of(rows, financed + first, rent + first, residual + first, v);
        for (int lane = 0; lane < LANES; lane++) {
            rates[first + lane] = 1.0 / v[lane] - 1.0;
            rate[lane] = rates[first + lane] * (1.0 + 0x1p-51);
            paid[lane] = floor(rent[first + lane] * 100.0 + 0.5);
            cents[lane] = floor(financed[first + lane] * 100.0 + 0.5) - paid[lane];
            balances[first + lane] = cents[lane];
        }
        for (size_t row = 1; row < rows; row++) {
            double *out = balances + row * leases + first;
            for (int lane = 0; lane < LANES; lane++) {
                cents[lane] += floor(cents[lane] * rate[lane] + 0.5) - paid[lane];
                out[lane] = cents[lane];
            }
        }
    }
}
