<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>sd</sld:Name>
  <sld:UserStyle>
   <sld:Name>sd</sld:Name>
   <sld:Title>标准差(插值不确定度) / Standard deviation (uncertainty of interpolation)</sld:Title>
   <sld:Abstract>与浓度同单位 / In the unit of the concentration</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="intervals">
       <sld:ColorMapEntry color="#d4c6ea" quantity="0.003" label="&lt; 0.003"/>
       <sld:ColorMapEntry color="#c6b5e1" quantity="0.01" label="0.003 - 0.01"/>
       <sld:ColorMapEntry color="#b7a4d8" quantity="0.03" label="0.01 - 0.03"/>
       <sld:ColorMapEntry color="#a792ce" quantity="0.1" label="0.03 - 0.1"/>
       <sld:ColorMapEntry color="#9780c3" quantity="0.3" label="0.1 - 0.3"/>
       <sld:ColorMapEntry color="#866db7" quantity="1.0" label="0.3 - 1"/>
       <sld:ColorMapEntry color="#755aaa" quantity="3.0" label="1 - 3"/>
       <sld:ColorMapEntry color="#63479b" quantity="10.0" label="3 - 10"/>
       <sld:ColorMapEntry color="#51358a" quantity="30.0" label="10 - 30"/>
       <sld:ColorMapEntry color="#3d2276" quantity="100.0" label="30 - 100"/>
       <sld:ColorMapEntry color="#281060" quantity="1e30" label="&gt;= 100"/>
      </sld:ColorMap>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
