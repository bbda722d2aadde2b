"""What the planner sees; the only part that imports Streamlit."""
