"""Open planners' files: the only place that reads them."""

from wfm.workbook.annotate import annotated_copy as annotated_copy
from wfm.workbook.order import in_workbook_order as in_workbook_order
from wfm.workbook.reader import open_workbook as open_workbook
from wfm.workbook.sheet import BrokenCell as BrokenCell
from wfm.workbook.sheet import Sheet as Sheet
from wfm.workbook.sheet import Workbook as Workbook
from wfm.workbook.table import InputColumn as InputColumn
from wfm.workbook.table import InputRow as InputRow
from wfm.workbook.table import read_rows as read_rows
