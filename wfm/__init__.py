"""Plan the people around AI in contact centres: forecast in, shift roster out."""

import os

# A process uses one core: after each product of ten thousand numbers numpy's library of linear algebra would
# keep a second one spinning, half of the time of some migrations. Whoever sets it otherwise is heard.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
