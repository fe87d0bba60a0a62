"""Hourly plumes from boundary-layer similarity, for a truth that shares no formula with mapgen.

After Cimorelli et al. (2005), Journal of Applied Meteorology 44, 682-693 (AERMOD's formulation: profiles of wind and
turbulence, spreads from sigma_v and sigma_w, a bi-Gaussian vertical distribution in convection, meander), over flat
terrain, receptors at the ground. Left out: terrain, downwash, penetrated plumes, chemistry, deposition. Boundary-layer
heights and heat fluxes are made up from a day's course; this is a truth to test against, not a regulatory model.
"""

import numpy as np

KARMAN = 0.4
GRAVITY = 9.80616
AIR_K = 293.15
ROOT_2PI = np.sqrt(2 * np.pi)
DISTANCES = np.exp(np.linspace(np.log(5.0), np.log(40000.0), 140))


def stability_function(z, length):
    """psi_m of the wind profile, unstable (Panofsky and Dutton) and stable (van Ulden and Holtslag)."""
    with np.errstate(invalid="ignore", over="ignore"):
        mu = (1 - 16 * np.minimum(z / length, 0)) ** 0.25
        unstable = 2 * np.log((1 + mu) / 2) + np.log((1 + mu**2) / 2) - 2 * np.arctan(mu) + np.pi / 2
        stable = -17 * (1 - np.exp(-0.29 * np.maximum(z / length, 0)))
    return np.where(length < 0, unstable, stable)


class Hours:
    """A made-up period: wind from degrees, speed at 10 m, friction velocity, Monin-Obukhov length, mixing heights."""

    def __init__(self, random, count, roughness):
        self.roughness = roughness
        self.count = count
        clock = random.uniform(0, 24, count)
        season = random.uniform(-1, 1, count)
        sun = np.maximum(np.sin(np.pi * (clock - 6 + 0.8 * season) / (12 + 1.6 * season)), 0) * (0.75 + 0.2 * season)
        sun[(clock < 6 - 0.8 * season) | (clock > 18 + 0.8 * season)] = 0
        cloud = random.beta(0.7, 0.7, count)
        heat = 300 * sun * (1 - 0.75 * cloud**2) - 5
        self.speed = np.clip(3.4 * random.weibull(2.0, count) * (0.8 + 0.45 * sun), 0.6, None)
        first, second = random.uniform(0, 360, 2)
        peak = np.where(random.uniform(size=count) < 0.6, first, second)
        self.wind_from = np.where(random.uniform(size=count) < 0.25, random.uniform(0, 360, count),
                                  peak + 35 * random.standard_normal(count)) % 360
        self._solve(heat, cloud)
        mechanical = np.clip(2300 * self.friction**1.5, 40, 3000)
        convective = 120 + 1300 * np.sqrt(np.maximum(clock - 6, 0) / 9) * np.minimum(sun / 0.5 + 0.2, 1)
        self.convective = self.length < 0
        self.top = np.where(self.convective, np.maximum(mechanical, convective), mechanical)
        self.mechanical_top = mechanical
        flux = np.maximum(heat, 0) / (1.2 * 1004)
        self.w_star = np.where(self.convective, np.cbrt(GRAVITY * flux * self.top / AIR_K), 0)

    def _solve(self, heat, cloud):
        drag = KARMAN / np.log(10 / self.roughness)
        friction = drag * self.speed
        length = np.full(self.count, 1e9)
        day = heat > 0
        for _ in range(30):
            flux = np.maximum(heat, 1e-3) / (1.2 * 1004)
            length = np.where(day, -(friction**3) * AIR_K / (KARMAN * GRAVITY * flux), length)
            length = np.where(day, np.minimum(length, -1), length)
            profile = (np.log(10 / self.roughness) - stability_function(10, length)
                       + stability_function(self.roughness, length))
            friction = np.where(day, KARMAN * self.speed / profile, friction)
        # Night: Venkatram's temperature scale, falling with cloud.
        scale = 0.09 * (1 - 0.5 * cloud**2)
        lowest = np.sqrt(5 * 10 * GRAVITY * scale / AIR_K)
        root = 1 - (2 * lowest / (np.sqrt(drag) * self.speed)) ** 2
        night = drag * self.speed * np.where(root > 0, 0.5 * (1 + np.sqrt(np.maximum(root, 0))),
                                             0.5 * self.speed * np.sqrt(drag) / (2 * lowest))
        self.friction = np.maximum(np.where(day, friction, night), 0.03)
        stable = self.friction**2 * AIR_K / (KARMAN * GRAVITY * scale)
        self.length = np.where(day, length, np.maximum(stable, 2))

    # Profiles at heights z, hours x distances.
    def wind(self, z):
        length, roughness = self.length[:, None], self.roughness
        z = np.maximum(z, 7 * roughness)
        shape = np.log(z / roughness) - stability_function(z, length) + stability_function(roughness, length)
        return np.maximum(self.friction[:, None] / KARMAN * shape, 0.3)

    def sigma_v(self, z):
        at_ground = 3.6 * self.friction**2
        at_top = np.minimum(at_ground, 0.25)
        height = np.minimum(z / self.mechanical_top[:, None], 1)
        mechanical = at_ground[:, None] + (at_top - at_ground)[:, None] * height
        convective = 0.35 * self.w_star[:, None] ** 2
        return np.maximum(np.sqrt(mechanical + convective), 0.2)

    def sigma_w(self, z):
        top = self.top[:, None]
        mechanical = (1.3 * self.friction[:, None]) ** 2 * np.maximum(1 - z / self.mechanical_top[:, None], 0.05)
        convective = np.where(z < 0.1 * top, 1.6 * np.cbrt((z / top) ** 2), 0.35) * self.w_star[:, None] ** 2
        return np.maximum(np.sqrt(mechanical + convective), 0.02)


def rise(stack, hours, height):
    """Final rise in metres per hour, Briggs (1975) with the stable limit by the temperature gradient."""
    if not stack:
        return np.zeros(hours.count)
    temperature, velocity, diameter = stack
    wind = hours.wind(np.full((hours.count, 1), height))[:, 0]
    buoyancy = GRAVITY * velocity * diameter**2 * max(temperature - AIR_K, 0) / (4 * temperature)
    momentum = velocity**2 * diameter**2 * AIR_K / (4 * temperature)
    gradient = np.where(hours.convective, 0, GRAVITY / AIR_K * 0.02)
    distance = 49 * buoyancy**0.625 if buoyancy > 0 else 4 * diameter * (velocity + 3 * wind) ** 2 / (velocity * wind)
    beta = 0.6
    free = np.cbrt(3 * momentum * distance / (0.6 * wind) ** 2 + 3 * buoyancy * distance**2 / (2 * beta**2 * wind**3))
    with np.errstate(divide="ignore"):
        stable = 2.66 * np.cbrt(buoyancy / (gradient * wind)) + 1.5 * np.cbrt(momentum / (wind * np.sqrt(gradient)))
    return np.where(hours.convective, free, np.minimum(free, stable))


class HourlyPlume:
    """Tables over distance, one row an hour: vertical distribution over wind at the ground, sigma_y, meander."""

    def __init__(self, hours, height, sigma_y0, sigma_z0, stack=None):
        self.hours = hours
        x = DISTANCES[None, :]
        source = height + rise(stack, hours, height)[:, None]
        top, w_star = hours.top[:, None], hours.w_star[:, None]
        day = hours.convective[:, None]
        middle = np.broadcast_to(np.maximum(source, 1.0), (hours.count, x.shape[1]))
        for _ in range(3):
            wind, sigma_v, sigma_w = hours.wind(middle), hours.sigma_v(middle), hours.sigma_w(middle)
            # stable: surface and elevated parts
            surface = np.sqrt(2 / np.pi) * hours.friction[:, None] * x / wind
            stable_surface = surface / np.cbrt(1 + 0.7 * x / np.abs(hours.length[:, None]))
            buoyant = np.sqrt(GRAVITY / AIR_K * 0.02)
            aloft = sigma_w * x / wind
            aloft /= np.sqrt(1 + 0.5 * aloft * (1 / (0.36 * np.maximum(source, 1)) + buoyant / (0.27 * sigma_w)))
            share = np.minimum(source / top, 1)
            stable = (1 - share) * stable_surface + share * aloft
            # convective: drafts and a surface part
            low = source < 0.1 * top
            drafts = np.where(low, 0.6 + 0.4 * np.minimum(source / (0.1 * top), 1), 1.0)
            near = np.where(low, 0.5 * (1 - 10 * np.minimum(source / top, 0.1)) * (hours.friction[:, None] / wind) ** 2
                            * x**2 / np.abs(hours.length[:, None]), 0)
            total = np.sqrt(sigma_w**2 / np.maximum(w_star, 1e-6) ** 2)
            height_share = np.clip(middle / top, 1e-4, 1)
            third = 0.125 * np.where(height_share < 0.1, 1.2 * np.sqrt(10 * height_share), 1.2)
            skew = third / np.maximum(total, 0.05) ** 3
            ratio = 2.0
            g1, g2 = (1 + ratio**2) / (1 + 3 * ratio**2), 1 + ratio**2
            up = sigma_w * (g1 * skew / 2 + 0.5 * np.sqrt(g1**2 * skew**2 + 4 / g2))
            down = sigma_w * (g1 * skew / 2 - 0.5 * np.sqrt(g1**2 * skew**2 + 4 / g2))
            spread_up, spread_down = ratio * up, -ratio * down
            part_up, part_down = -down / (up - down), up / (up - down)
            sz_up = np.sqrt((drafts * spread_up * x / wind) ** 2 + near**2 + sigma_z0**2)
            sz_down = np.sqrt((drafts * spread_down * x / wind) ** 2 + near**2 + sigma_z0**2)
            sz_night = np.sqrt(stable**2 + sigma_z0**2)
            spread = np.where(day, part_up * sz_up + part_down * sz_down, sz_night)
            middle = np.clip(np.maximum(source, 0.7 * spread), 1.0, 0.5 * top + 0.5 * source)
        ratio_v = np.maximum(sigma_v / wind, 0.05)
        alpha = 78 * 0.46 / np.maximum(source, 0.46)
        alpha = np.where(day, np.maximum(alpha, 0.7), alpha)
        reach = np.where(day, top, hours.mechanical_top[:, None])
        self.sigma_y = np.sqrt((ratio_v * x / (1 + alpha * ratio_v * x / reach) ** 0.3) ** 2 + sigma_y0**2)

        def pile(sz, centre):
            value = 0
            for j in range(-4, 5):
                value = value + np.exp(-0.5 * ((2 * j * top - centre) / sz) ** 2)
            return 2 * value / (ROOT_2PI * sz)

        drift = x / wind
        convective = part_up * pile(sz_up, source + up * drift) + part_down * pile(sz_down, source + down * drift)
        # An image of drafts above the lid stands for what is reflected there; a well-mixed layer is the limit.
        night_top = np.maximum(top, 2 * source)
        night = 0
        for j in range(-4, 5):
            night = night + np.exp(-0.5 * ((2 * j * night_top - source) / sz_night) ** 2)
        night = 2 * night / (ROOT_2PI * sz_night)
        self.vertical = 1e6 * np.where(day, convective, night) / wind
        mean = wind**2
        random = 2 * sigma_v**2 + mean * (1 - np.exp(-x / wind / 86400))
        self.meander = np.clip(random / (2 * sigma_v**2 + mean), 0, 1)
        self.sigma_y0 = sigma_y0

    def mean_at(self, east, north, spread):
        """Mean of 1 g/s over the hours, each standing for many whose directions scatter around it by `spread` radians
        (a Gaussian's deviation), ug/m3, at metres east and north."""
        radius = np.maximum(np.hypot(east, north), DISTANCES[0])
        step = np.log(DISTANCES[1] / DISTANCES[0])
        total = np.zeros(len(east))
        last = len(DISTANCES) - 2
        random_row = np.minimum(np.log(radius / DISTANCES[0]) / step, last + 0.999)
        k, a = random_row.astype(int), random_row % 1
        toward = np.radians(self.hours.wind_from + 180)
        for i in range(self.hours.count):
            at = lambda table, k, a: table[i, k] * (1 - a) + table[i, k + 1] * a
            share = at(self.meander, k, a)
            total += share * at(self.vertical, k, a) / (2 * np.pi * np.maximum(radius, self.sigma_y0))
            along = east * np.sin(toward[i]) + north * np.cos(toward[i])
            front = np.flatnonzero(along > 0)
            x = np.maximum(along[front], DISTANCES[0])
            across = east[front] * np.cos(toward[i]) - north[front] * np.sin(toward[i])
            row = np.minimum(np.log(x / DISTANCES[0]) / step, last + 0.999)
            q, b = row.astype(int), row % 1
            sy = np.hypot(at(self.sigma_y, q, b), spread * x)
            total[front] += ((1 - at(self.meander, q, b)) * at(self.vertical, q, b)
                             * np.exp(-0.5 * (across / sy) ** 2) / (ROOT_2PI * sy))
        return total / self.hours.count


def area_parts(side, count=3):
    step = side / count
    places = (np.arange(count) - (count - 1) / 2) * step
    return [(x, y) for x in places for y in places], step / 4.3
