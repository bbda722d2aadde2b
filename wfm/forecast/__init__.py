"""The forecast and how planners write it."""

from wfm.forecast.noun import FORECAST as FORECAST
from wfm.forecast.noun import SOURCE as SOURCE
from wfm.forecast.noun import Forecast as Forecast
from wfm.forecast.read import read_forecast as read_forecast
from wfm.forecast.replaced import with_forecast_of as with_forecast_of
from wfm.forecast.rules import ForecastRules as ForecastRules
